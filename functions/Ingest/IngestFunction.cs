using Amazon.Lambda.S3Events;
using ImageClassification.Contracts;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Ingest;

/// <summary>S3 event in, one message for each image out.</summary>
/// <remarks>
/// What it throws fails the invocation: Lambda tries it twice again, and then puts the event on the on-failure queue.
/// Messages sent before the failure are sent again then, which the Classifier expects.
/// </remarks>
internal sealed class IngestFunction(WorkItemSender sender, Func<string?> lambdaTrace, ILogger<IngestFunction> logger)
{
    public async Task<IngestResult> HandleAsync(S3Event s3Event, CancellationToken cancellationToken)
    {
        // s3:TestEvent, which S3 sends when a notification is configured, has no records.
        var records = s3Event.Records ?? [];
        var items = records.Select(record => WorkItems.From(record, lambdaTrace())).OfType<WorkItem>().ToList();
        await sender.SendAsync(items, cancellationToken);
        logger.Queued(records.Count, items.Count, string.Join(' ', items.Select(item => item.TraceId)));
        return new IngestResult(records.Count, items.Count);
    }
}
