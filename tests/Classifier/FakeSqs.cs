using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace ImageClassification.Classifier.Tests;

/// <summary>Notes what is made visible again, and when.</summary>
internal sealed class FakeSqs() : AmazonSQSClient(new AnonymousAWSCredentials(), new AmazonSQSConfig { ServiceURL = "http://127.0.0.1:1" })
{
    public List<ChangeMessageVisibilityBatchRequestEntry> Changes { get; } = [];

    public Exception? Fault { get; set; }

    public override Task<ChangeMessageVisibilityBatchResponse> ChangeMessageVisibilityBatchAsync(
        ChangeMessageVisibilityBatchRequest request, CancellationToken cancellationToken = default)
    {
        Changes.AddRange(request.Entries);
        return Fault is null ? Task.FromResult(new ChangeMessageVisibilityBatchResponse()) : throw Fault;
    }
}
