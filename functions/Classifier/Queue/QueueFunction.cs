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
    WorkItemProcessor processor, RetryScheduler retries, QueueOptions options, ClassifierMetrics metrics, ILogger<QueueFunction> logger)
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
        return new QueueFunction(processor, retries, options, metrics, logs.CreateLogger<QueueFunction>());
    }

    public async Task<SQSBatchResponse> HandleAsync(SQSEvent sqsEvent, CancellationToken cancellationToken)
    {
        var messages = sqsEvent.Records ?? [];
        var results = new ConcurrentDictionary<string, WorkItemResult>();
        var inFlight = new ParallelOptions { MaxDegreeOfParallelism = options.InFlight };
        await Parallel.ForEachAsync(messages, inFlight, async (message, _) =>
        {
            if (await ProcessAsync(message, cancellationToken) is { } result)
            {
                results[message.MessageId] = result;
            }
        });

        var left = messages.FindAll(message => !results.ContainsKey(message.MessageId));
        await retries.ScheduleAsync(left, CancellationToken.None); // the deadline's margin is for this
        var (deleted, superseded) = (Count(WorkItemResult.Deleted), Count(WorkItemResult.Superseded));
        metrics.Batch(messages.Count, deleted, superseded, left.Count);
        logger.Processed(messages.Count, Count(WorkItemResult.Classified), Count(WorkItemResult.Failed), deleted, superseded, left.Count);
        return new SQSBatchResponse
        {
            BatchItemFailures = left.ConvertAll(message => new SQSBatchResponse.BatchItemFailure { ItemIdentifier = message.MessageId }),
        };

        int Count(WorkItemResult sought) => results.Values.Count(result => result == sought);
    }

    /// <returns>Null for a message that has to come again.</returns>
    private async Task<WorkItemResult?> ProcessAsync(SQSEvent.SQSMessage message, CancellationToken cancellationToken)
    {
        ReceivedWorkItem? received = null;
        try
        {
            received = ReceivedWorkItem.From(message, options);
            return await processor.ProcessAsync(received, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            logger.NotStarted(message.MessageId, Image(), received?.Item.TraceId);
        }
        catch (InvalidMessageException exception)
        {
            logger.InvalidMessage(message.MessageId, Image(), received?.Item.TraceId, exception.Message);
        }
        catch (Exception exception)
        {
            // Whatever one message meets, its neighbours are answered; SQS brings it again, and at last to the dead-letter queue.
            logger.NotProcessed(exception, message.MessageId, Image(), received?.Item.TraceId);
        }

        if (received is { IsLastTry: true, Item: WorkItem.Classify })
        {
            metrics.Failed(ErrorCode.RetriesExhausted);
        }

        return null;

        string? Image() => received is null ? null : options.Names.Of(received.Item);
    }
}
