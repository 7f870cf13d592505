using System.Collections.Concurrent;
using Amazon.Lambda.SQSEvents;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Classifier;

/// <summary>A batch of messages in, those that are not done out.</summary>
/// <remarks>Every message counts as failed until it is proven done, so that whatever goes wrong, SQS keeps what is left.</remarks>
internal sealed class ClassifierFunction(
    WorkItemProcessor processor, RetryScheduler retries, ClassifierOptions options, ILogger<ClassifierFunction> logger)
{
    /// <summary>Objects fetched while others are decoded and run.</summary>
    private const int FetchAhead = 2;

    public async Task<SQSBatchResponse> HandleAsync(SQSEvent sqsEvent, CancellationToken cancellationToken)
    {
        var messages = sqsEvent.Records ?? [];
        var results = new ConcurrentDictionary<string, WorkItemResult>();
        var inFlight = new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism + FetchAhead };
        await Parallel.ForEachAsync(messages, inFlight, async (message, _) =>
        {
            if (await ProcessAsync(message, cancellationToken) is { } result)
            {
                results[message.MessageId] = result;
            }
        });

        var left = messages.FindAll(message => !results.ContainsKey(message.MessageId));
        await retries.ScheduleAsync(left, CancellationToken.None); // the deadline's margin is for this
        logger.Processed(
            messages.Count,
            results.Values.Count(result => result == WorkItemResult.Classified),
            results.Values.Count(result => result == WorkItemResult.Failed),
            results.Values.Count(result => result == WorkItemResult.Deleted),
            results.Values.Count(result => result == WorkItemResult.Superseded),
            left.Count);
        return new SQSBatchResponse
        {
            BatchItemFailures = left.ConvertAll(message => new SQSBatchResponse.BatchItemFailure { ItemIdentifier = message.MessageId }),
        };
    }

    /// <returns>Null for a message that has to come again.</returns>
    private async Task<WorkItemResult?> ProcessAsync(SQSEvent.SQSMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await processor.ProcessAsync(ReceivedWorkItem.From(message, options), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            logger.NotStarted(message.MessageId);
        }
        catch (InvalidMessageException exception)
        {
            logger.InvalidMessage(message.MessageId, exception.Message);
        }
        catch (Exception exception)
        {
            // Whatever one message meets, its neighbours are answered; SQS brings it again, and at last to the dead-letter queue.
            logger.NotProcessed(exception, message.MessageId);
        }

        return null;
    }
}
