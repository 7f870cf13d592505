using Amazon.Lambda.S3Events;
using Amazon.SQS;
using ImageClassification.Contracts;
using ImageClassification.Hosting.Queues;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Ingest;

/// <summary>S3 event or tasks of S3 Batch Operations in, one message for each image out.</summary>
/// <remarks>
/// What it throws at an S3 event fails the invocation: Lambda tries it twice again, and then puts the event on the on-failure
/// queue. Messages sent before the failure are sent again then, which the Classifier expects.
/// </remarks>
internal sealed class IngestFunction(
    WorkItemSender sender, IngestOptions options, Func<string?> lambdaTrace, ILogger<IngestFunction> logger)
{
    private const string PermanentFailure = "PermanentFailure";

    public static IngestFunction Compose(IngestOptions options, IAmazonSQS sqs, Func<string?> lambdaTrace, ILoggerFactory logs, TimeProvider time) =>
        new(new WorkItemSender(sqs, options.QueueUrl, time), options, lambdaTrace, logs.CreateLogger<IngestFunction>());

    public async Task<IngestResult> HandleAsync(IngestEvent ingestEvent, CancellationToken cancellationToken) =>
        ingestEvent.InvocationSchemaVersion is null
            ? await HandleRecordsAsync(ingestEvent, cancellationToken)
            : await HandleTasksAsync(ingestEvent, cancellationToken);

    private async Task<IngestResult> HandleRecordsAsync(S3Event s3Event, CancellationToken cancellationToken)
    {
        // s3:TestEvent, which S3 sends when a notification is configured, has no records.
        var records = s3Event.Records ?? [];
        var items = records.Select(record => WorkItems.From(record, options.Bucket, lambdaTrace())).OfType<WorkItem>().ToList();
        await sender.SendAsync(items, cancellationToken);
        logger.Queued(records.Count, items.Count, TracesOf(items));
        if (records.Count(record => record.S3.Bucket.Name != options.Bucket) is > 0 and var foreign)
        {
            logger.Foreign(foreign, options.Bucket);
        }

        return new IngestResult.Records(records.Count, items.Count);
    }

    /// <summary>S3 Batch Operations sends one task in an invocation unless a job asks for more, and tries the failed ones itself.</summary>
    private async Task<IngestResult> HandleTasksAsync(IngestEvent batch, CancellationToken cancellationToken)
    {
        var tasks = batch.Tasks ?? [];
        var asked = batch.Job?.UserArguments?.GetValueOrDefault("model");
        var model = ModelName.From(asked);
        var isUnknown = asked is not null && model is null;
        var items = tasks.ToDictionary(task => task.TaskId, task => isUnknown ? null : WorkItems.From(task, options.Bucket, model, lambdaTrace()));
        var queued = items.Values.OfType<WorkItem>().ToList();
        var (code, text) = ("Succeeded", "Queued.");
        try
        {
            await sender.SendAsync(queued, cancellationToken);
            logger.Queued(tasks.Count, queued.Count, TracesOf(queued));
        }
        catch (Exception exception) when (exception is WorkItemsNotSentException or AmazonSQSException or HttpRequestException)
        {
            (code, text) = ("TemporaryFailure", exception.Message);
            logger.NotQueued(exception, queued.Count);
        }

        var results = tasks.Select(task => items[task.TaskId] is null
            ? new BatchTaskResult(
                task.TaskId,
                PermanentFailure,
                isUnknown ? $"The job's argument model must be a model's name: {ModelName.Rule}." : $"Not an image under {ObjectKey.Uploads} in {options.Bucket}.")
            : new BatchTaskResult(task.TaskId, code, text));
        return new IngestResult.Tasks(batch.InvocationSchemaVersion!, batch.InvocationId!, PermanentFailure, [.. results]);
    }

    private static string TracesOf(IEnumerable<WorkItem> items) => string.Join(' ', items.Select(item => item.TraceId).Distinct());
}
