using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace ImageClassification.Ingest.Tests;

/// <summary>Takes messages, and refuses the ids it is told to, once for every mention.</summary>
internal sealed class FakeSqs() : AmazonSQSClient(new AnonymousAWSCredentials(), new AmazonSQSConfig { ServiceURL = "http://127.0.0.1:1" })
{
    public List<SendMessageBatchRequestEntry> Sent { get; } = [];

    public List<int> RequestSizes { get; } = [];

    public Queue<BatchResultErrorEntry> Refusals { get; } = new();

    public override Task<SendMessageBatchResponse> SendMessageBatchAsync(SendMessageBatchRequest request, CancellationToken cancellationToken = default)
    {
        RequestSizes.Add(request.Entries.Count);
        var failed = Refusals.TryDequeue(out var refusal) ? new List<BatchResultErrorEntry> { refusal } : null;
        Sent.AddRange(request.Entries.Where(entry => entry.Id != refusal?.Id));
        return Task.FromResult(new SendMessageBatchResponse { Failed = failed });
    }
}
