using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace ImageClassification.Query.Batches;

/// <summary>Messages that wait or are worked on, of all batches.</summary>
internal sealed class QueueLength(IAmazonSQS sqs, string queueUrl)
{
    private static readonly string[] Names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"];

    public async Task<int> GetAsync(CancellationToken cancellationToken)
    {
        var request = new GetQueueAttributesRequest { QueueUrl = queueUrl, AttributeNames = [.. Names] };
        var attributes = (await sqs.GetQueueAttributesAsync(request, cancellationToken)).Attributes;
        return Names.Sum(name => int.Parse(attributes[name], CultureInfo.InvariantCulture));
    }
}
