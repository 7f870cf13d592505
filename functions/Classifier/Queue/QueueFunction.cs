using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Amazon.Lambda.SQSEvents;
using ImageClassification.Batches;
using ImageClassification.Contracts;
using ImageClassification.Predictions;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Classifier.Queue;

/// <summary>A batch of messages in, those that are not done out.</summary>
/// <remarks>Every message counts as failed until it is proven done, so that whatever goes wrong, SQS keeps what is left.</remarks>
internal sealed class QueueFunction(
    WorkItemProcessor processor, RetryScheduler retries, DeadLetters deadLetters, QueueOptions options, ClassifierMetrics metrics, ILogger<QueueFunction> logger)
{
    public static QueueFunction Compose(
        QueueOptions options, Clients clients, ModelCatalog models, ILoggerFactory logs, Meter meter, TimeProvider time)
    {
        var table = new PredictionTable(clients.DynamoDb, options.TableName, time);
        var checks = new CheckSender(table, clients.Sqs, options.QueueUrl, options.Bucket);
        var summaries = new BatchSummaries(table, TimeSpan.FromSeconds(options.Timeout));
        var metrics = new ClassifierMetrics(meter);
        var processor = new WorkItemProcessor(
            new ObjectReader(clients.S3, options.MaxObjectBytes, options.InFlight),
            models,
            new PredictionWriter(table, checks),
            new CompletionCheck(table, summaries, checks, clients.Sqs, options.CompletionQueueUrl),
            options.Parallelism,
            metrics,
            time);
        var retries = new RetryScheduler(clients.Sqs, options, logs.CreateLogger<RetryScheduler>());
        var deadLetters = new DeadLetters(clients.Sqs, options.DeadLetterQueueUrl, logs.CreateLogger<DeadLetters>());
        return new QueueFunction(processor, retries, deadLetters, options, metrics, logs.CreateLogger<QueueFunction>());
    }

    public async Task<SQSBatchResponse> HandleAsync(SQSEvent sqsEvent, CancellationToken cancellationToken)
    {
        var messages = sqsEvent.Records ?? [];
        var results = new ConcurrentDictionary<string, WorkItemResult>();
        var causes = new ConcurrentDictionary<string, string>();
        var inFlight = new ParallelOptions { MaxDegreeOfParallelism = options.InFlight };
        await Parallel.ForEachAsync(messages, inFlight, async (message, _) =>
        {
            if (await ProcessAsync(message, causes, cancellationToken) is { } result)
            {
                results[message.MessageId] = result;
            }
        });

        // The deadline's margin is for this.
        var left = messages.FindAll(message => !results.ContainsKey(message.MessageId));
        var lastTries = left.Where(message => ReceivedWorkItem.IsLastTryOf(message, options));
        var moved = await deadLetters.SendAsync(lastTries.Select(message => (message, causes[message.MessageId])), CancellationToken.None);
        left.RemoveAll(message => moved.Contains(message.MessageId));
        await retries.ScheduleAsync(left, CancellationToken.None);
        var (deleted, superseded) = (Count(WorkItemResult.Deleted), Count(WorkItemResult.Superseded));
        metrics.Batch(messages.Count, deleted, superseded, left.Count);
        logger.Processed(messages.Count, Count(WorkItemResult.Classified), Count(WorkItemResult.Failed), deleted, superseded, left.Count);
        return new SQSBatchResponse
        {
            BatchItemFailures = left.ConvertAll(message => new SQSBatchResponse.BatchItemFailure { ItemIdentifier = message.MessageId }),
        };

        int Count(WorkItemResult sought) => results.Values.Count(result => result == sought);
    }

    /// <returns>Null for a message that is not done, whose cause is noted.</returns>
    private async Task<WorkItemResult?> ProcessAsync(
        SQSEvent.SQSMessage message, ConcurrentDictionary<string, string> causes, CancellationToken cancellationToken)
    {
        ReceivedWorkItem? received = null;
        string cause;
        try
        {
            received = ReceivedWorkItem.From(message, options);
            return await processor.ProcessAsync(received, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            cause = Failure.NoTime;
            logger.NotStarted(message.MessageId, Image(), received?.Item.TraceId);
        }
        catch (InvalidMessageException exception)
        {
            cause = Failure.CauseOf(exception);
            logger.InvalidMessage(message.MessageId, Image(), received?.Item.TraceId, exception.Message);
        }
        catch (Exception exception)
        {
            // Whatever one message meets, its neighbours are answered; SQS brings it again, and at last to the dead-letter queue.
            cause = Failure.CauseOf(exception);
            logger.NotProcessed(exception, message.MessageId, Image(), received?.Item.TraceId);
        }

        causes[message.MessageId] = cause;
        if (received is { IsLastTry: true, Item: WorkItem.Classify item })
        {
            metrics.Failed(ErrorCode.RetriesExhausted);
            await ExplainAsync(item, cause);
        }

        return null;

        string? Image() => received is null ? null : options.Names.Of(received.Item);
    }

    private async Task ExplainAsync(WorkItem.Classify item, string cause)
    {
        try
        {
            await processor.ExplainAsync(item, cause);
        }
        catch (Exception exception)
        {
            // The failure stands, with another text.
            logger.NotExplained(exception, item.TraceId);
        }
    }
}
