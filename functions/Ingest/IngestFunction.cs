using System.Diagnostics;
using System.Text.Json;
using Amazon.SQS;
using ImageClassification.Contracts;
using ImageClassification.Hosting;
using ImageClassification.Hosting.Queues;
using ImageClassification.Ingest.Events;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Ingest;

/// <summary>Changes of objects or tasks of S3 Batch Operations in, one message for each image out.</summary>
/// <remarks>
/// What it throws at an event fails the invocation: Lambda tries it twice again, and then puts the event on the on-failure
/// queue. Messages sent before the failure are sent again then, which the Classifier expects.
/// </remarks>
internal sealed class IngestFunction(
    WorkItemSender sender, IngestOptions options, Func<string?> lambdaTrace, ILogger<IngestFunction> logger)
{
    private const string PermanentFailure = "PermanentFailure";

    /// <summary>The log names this many images; beyond that it has only the number.</summary>
    private const int NamedImages = 100;

    public static IngestFunction Compose(IngestOptions options, IAmazonSQS sqs, Func<string?> lambdaTrace, ILoggerFactory logs, TimeProvider time) =>
        new(new WorkItemSender(sqs, options.QueueUrl, time), options, lambdaTrace, logs.CreateLogger<IngestFunction>());

    /// <exception cref="UnknownEventException">The event, or a record of it, cannot be read; readable records are queued.</exception>
    public async Task<IngestResult> HandleAsync(JsonElement form, CancellationToken cancellationToken) => EventForms.Read(form) switch
    {
        IngestEvent.Changes changes => await HandleAsync(changes, cancellationToken),
        IngestEvent.Job job => await HandleAsync(job, cancellationToken),
        _ => throw new UnreachableException(),
    };

    private async Task<IngestResult> HandleAsync(IngestEvent.Changes changes, CancellationToken cancellationToken)
    {
        var items = changes.Objects.Select(change => WorkItems.From(change, options.Bucket, lambdaTrace())).OfType<WorkItem>().ToList();
        await sender.SendAsync(items, cancellationToken);
        LogQueued(changes.Received, items);
        if (changes.Objects.Count(change => change.Bucket != options.Bucket) is > 0 and var foreign)
        {
            logger.Foreign(foreign, options.Bucket);
        }

        return changes.Faults is [var fault, ..]
            ? throw new UnknownEventException(
                $"{changes.Faults.Count} of {changes.Received} records cannot be read, such as one of which {fault}. The others are queued.")
            : new IngestResult.Records(changes.Received, items.Count);
    }

    /// <summary>S3 Batch Operations sends one task in an invocation unless a job asks for more, and tries the failed ones itself.</summary>
    private async Task<IngestResult> HandleAsync(IngestEvent.Job job, CancellationToken cancellationToken)
    {
        var model = ModelName.From(job.Model);
        var fault = new KnownModels(options.ModelsDirectory).FaultOf(job.Model);
        var tasks = job.Tasks.Select(
            task => (task.TaskId, Item: fault is not null ? null : WorkItems.From(task, options.Bucket, model, lambdaTrace()))).ToList();
        var queued = tasks.Select(task => task.Item).OfType<WorkItem>().ToList();
        var (code, text) = ("Succeeded", "Queued.");
        try
        {
            await sender.SendAsync(queued, cancellationToken);
            LogQueued(tasks.Count, queued);
        }
        catch (Exception exception) when (exception is WorkItemsNotSentException or AmazonSQSException or HttpRequestException)
        {
            (code, text) = ("TemporaryFailure", exception.Message);
            logger.NotQueued(exception, queued.Count);
        }

        var results = tasks.Select(task => task.Item is null
            ? new BatchTaskResult(
                task.TaskId,
                PermanentFailure,
                fault ?? $"Not an image under s3://{options.Bucket}/{ImagePrefix.Text}.")
            : new BatchTaskResult(task.TaskId, code, text));
        return new IngestResult.Tasks(job.SchemaVersion, job.InvocationId, PermanentFailure, [.. results]);
    }

    private void LogQueued(int received, List<WorkItem> items) => logger.Queued(
        received,
        items.Count,
        string.Join(' ', items.Take(NamedImages).Select(options.Names.Of)),
        string.Join(' ', items.Select(item => item.TraceId).Distinct()));
}
