using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Amazon.Lambda.SQSEvents;
using ImageClassification.Batches;
using ImageClassification.Contracts;
using ImageClassification.Predictions;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Classifier.Queue;

/// <summary>Takes a batch of messages and returns those that are not done.</summary>
/// <remarks>Every message counts as failed until it is proven done, so that SQS keeps what is left if anything goes wrong.</remarks>
internal sealed class QueueFunction(
    WorkItemProcessor processor, RetryScheduler retries, DeadLetters deadLetters, Pace pace,
    QueueOptions options, ClassifierMetrics metrics, ILogger<QueueFunction> logger)
{
    public static QueueFunction Compose(
        QueueOptions options, Clients clients, ModelCatalog models, ILoggerFactory logs, Meter meter, TimeProvider time)
    {
        var table = new PredictionTable(clients.DynamoDb, options.TableName, time);
        var checks = new CheckSender(table, clients.Sqs, options.QueueUrl, options.Bucket);
        var summaries = new BatchSummaries(table, TimeSpan.FromSeconds(options.Timeout));
        var metrics = new ClassifierMetrics(meter);
        var pace = new Pace(TimeSpan.FromSeconds(options.Timeout), time);
        var processor = new WorkItemProcessor(
            new ObjectReader(clients.S3, options.MaxObjectBytes, options.InFlight),
            models,
            new PredictionWriter(table, checks),
            new CompletionCheck(table, summaries, checks, clients.Sqs, options.CompletionQueueUrl),
            options.Parallelism,
            pace,
            metrics,
            time);
        var retries = new RetryScheduler(clients.Sqs, options, Random.Shared.NextDouble, logs.CreateLogger<RetryScheduler>());
        var deadLetters = new DeadLetters(clients.Sqs, options.DeadLetterQueueUrl, logs.CreateLogger<DeadLetters>());
        return new QueueFunction(processor, retries, deadLetters, pace, options, metrics, logs.CreateLogger<QueueFunction>());
    }

    public async Task<SQSBatchResponse> HandleAsync(SQSEvent sqsEvent, CancellationToken cancellationToken)
    {
        var messages = sqsEvent.Records
            ?? throw new InvalidDataException("The event has no Records, so it is not from SQS. "
                + "Classifier takes messages of the work queue; Classify takes {\"url\"}, {\"bucket\", \"key\"} or {\"image\"}.");
        pace.Begin();
        var tries = new Tries([], []);
        var together = messages.FindAll(message => !ReceivedWorkItem.RunsAlone(message));
        await TryAsync(together, tries, cancellationToken);

        // A message that was received often may have ended its process: it runs last, when no finished work can be lost.
        var alone = new Queue<SQSEvent.SQSMessage>(messages.Except(together).OrderBy(ReceivedWorkItem.ReceiveCount));
        var (kept, isDeleting) = (together, true);
        while (alone.Count > 0 && !cancellationToken.IsCancellationRequested)
        {
            isDeleting = isDeleting && await retries.DeleteAsync(kept.Where(message => tries.Results.ContainsKey(message.MessageId)), CancellationToken.None);
            kept = [alone.Dequeue()];
            await TryAsync(kept, tries, cancellationToken);
        }

        await TryAsync(alone, tries, cancellationToken);
        var left = await SettleAsync(messages, tries);
        var (deleted, superseded) = (Count(WorkItemResult.Deleted), Count(WorkItemResult.Superseded));
        metrics.Batch(messages.Count, deleted, superseded, left.Count);
        logger.Processed(messages.Count, Count(WorkItemResult.Classified), Count(WorkItemResult.Failed), deleted, superseded, left.Count);
        return new SQSBatchResponse
        {
            BatchItemFailures = left.ConvertAll(message => new SQSBatchResponse.BatchItemFailure { ItemIdentifier = message.MessageId }),
        };

        int Count(WorkItemResult sought) => tries.Results.Values.Count(result => result == sought);
    }

    private Task TryAsync(IEnumerable<SQSEvent.SQSMessage> messages, Tries tries, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        messages,
        new ParallelOptions { MaxDegreeOfParallelism = options.InFlight },
        async (message, _) => await TryAsync(message, tries, cancellationToken));

    /// <returns>The messages to receive again.</returns>
    /// <remarks>Not cancelled: the deadline's margin is for this.</remarks>
    private async Task<List<SQSEvent.SQSMessage>> SettleAsync(List<SQSEvent.SQSMessage> messages, Tries tries)
    {
        var left = messages.FindAll(message => !tries.Results.ContainsKey(message.MessageId));
        var lastTries = left.FindAll(message => ReceivedWorkItem.IsLastTryOf(message, options));
        var moving = deadLetters.SendAsync(lastTries.Select(message => (message, tries.Causes[message.MessageId])), CancellationToken.None);
        await retries.ScheduleAsync([.. left.Except(lastTries)], CancellationToken.None);
        var moved = await moving;
        left.RemoveAll(message => moved.Contains(message.MessageId));
        return left;
    }

    private async Task TryAsync(SQSEvent.SQSMessage message, Tries tries, CancellationToken cancellationToken)
    {
        ReceivedWorkItem? received = null;
        string cause;
        try
        {
            received = ReceivedWorkItem.From(message, options);
            tries.Results[message.MessageId] = await processor.ProcessAsync(received, cancellationToken);
            return;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            cause = Failure.NoTime;
            logger.NotStarted(message.MessageId, Image(), Trace(), cause);
        }
        catch (NotStartedException exception)
        {
            cause = exception.Message;
            logger.NotStarted(message.MessageId, Image(), Trace(), cause);
        }
        catch (InvalidMessageException exception)
        {
            cause = Failure.CauseOf(exception);
            logger.InvalidMessage(message.MessageId, Image(), Trace(), exception.Message);
        }
        catch (Exception exception)
        {
            // One message's fault must not keep its neighbours from being answered; SQS brings it again, and at last to the dead-letter queue.
            cause = Failure.CauseOf(exception);
            logger.NotProcessed(exception, message.MessageId, Image(), Trace());
        }

        tries.Causes[message.MessageId] = cause;
        if (received is { IsLastTry: true, Item: WorkItem.Classify item })
        {
            metrics.Failed(ErrorCode.RetriesExhausted);
            if (cause != Failure.NoTime) // which the failure says already, and there is none to write it
            {
                await ExplainAsync(item, cause);
            }
        }

        string Trace() => received?.Item.TraceId ?? "unknown";

        string Image() => received is null ? "unknown" : options.Names.Of(received.Item);
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

    /// <summary>The results of one invocation's messages, by id: those that are done, and the reasons of the others.</summary>
    private sealed record Tries(ConcurrentDictionary<string, WorkItemResult> Results, ConcurrentDictionary<string, string> Causes);
}
