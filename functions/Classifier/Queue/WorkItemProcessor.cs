using System.Diagnostics;
using ImageClassification.Batches;
using ImageClassification.Contracts;
using ImageClassification.Inference.Classification;
using ImageClassification.Predictions;

namespace ImageClassification.Classifier.Queue;

/// <summary>One work item: fetch, classify, write. Safe for use by several threads.</summary>
/// <param name="objects">Fetches.</param>
/// <param name="models">Classify.</param>
/// <param name="writer">Writes, and knows the batch.</param>
/// <param name="completion">Does the checks.</param>
/// <param name="parallelism">Images decoded and run at a time.</param>
/// <param name="pace">Keeps what is too slow from starting.</param>
/// <param name="metrics">Counts and times.</param>
/// <param name="time">The clock.</param>
internal sealed class WorkItemProcessor(
    ObjectReader objects,
    ModelCatalog models,
    PredictionWriter writer,
    CompletionCheck completion,
    int parallelism,
    Pace pace,
    ClassifierMetrics metrics,
    TimeProvider time) : IDisposable
{
    /// <summary>Fetching overlaps freely; decoding and running take a processor each.</summary>
    private readonly SemaphoreSlim _processors = new(parallelism);

    /// <returns>How the item was done with; only then may its message go.</returns>
    /// <remarks>Throws for what may be different next time: the message has to come again.</remarks>
    public Task<WorkItemResult> ProcessAsync(ReceivedWorkItem received, CancellationToken cancellationToken) => received.Item switch
    {
        WorkItem.Classify classify => ClassifyAsync(classify, received.IsAlone, received.IsLastTry, cancellationToken),
        WorkItem.Delete delete => DeleteAsync(delete, cancellationToken),
        WorkItem.Check check => CheckAsync(check, cancellationToken),
        _ => throw new UnreachableException(),
    };

    /// <summary>Puts the cause into the failure that the item's last try left.</summary>
    public async Task ExplainAsync(WorkItem.Classify item, string cause)
    {
        var model = await models.IdentityForAsync(item.Key.Batch, item.Model ?? await writer.ModelOfAsync(item.Key.Batch));
        await writer.ExplainAsync(item, model, Failure.RetriesExhausted(cause), CancellationToken.None);
    }

    public void Dispose() => _processors.Dispose();

    private async Task<WorkItemResult> CheckAsync(WorkItem.Check check, CancellationToken cancellationToken)
    {
        await completion.RunAsync(check, cancellationToken);
        return WorkItemResult.Checked;
    }

    private async Task<WorkItemResult> DeleteAsync(WorkItem.Delete delete, CancellationToken cancellationToken)
    {
        var model = await models.IdentityForAsync(delete.Key.Batch, await writer.ModelOfAsync(delete.Key.Batch));
        cancellationToken.ThrowIfCancellationRequested();
        return await writer.WriteDeletionAsync(delete, model, cancellationToken) == WriteOutcome.Written
            ? WorkItemResult.Deleted
            : WorkItemResult.Superseded;
    }

    private async Task<WorkItemResult> ClassifyAsync(WorkItem.Classify received, bool isAlone, bool isLastTry, CancellationToken cancellationToken)
    {
        // Not cancelled: on the last try its failure is written even where no time is left.
        var item = received with { Model = received.Model ?? await writer.ModelOfAsync(received.Key.Batch) };
        if (isLastTry)
        {
            // Before the try, which may find no time or end with the process. Success overwrites it.
            var failure = await FailureAsync(item, Failure.RetriesExhausted(Failure.NoAnswer));
            await writer.WriteAsync(failure, CancellationToken.None);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var started = time.GetTimestamp();
        var fetched = await objects.ReadAsync(item, cancellationToken);
        var fetchTime = time.GetElapsedTime(started);
        return fetched switch
        {
            null => WorkItemResult.Superseded,
            Outcome<FetchedObject>.Ok(var (bytes, version)) => await WriteAsync(await ClassifyAsync(
                item.Version == ObjectVersion.Unknown ? item with { Version = version! } : item, bytes, fetchTime, isAlone, cancellationToken)),
            Outcome<FetchedObject>.Refused(var error) => await WriteAsync(await FailureAsync(item, error)),
            _ => throw new UnreachableException(),
        };
    }

    private async Task<Prediction> ClassifyAsync(WorkItem.Classify item, byte[] bytes, TimeSpan fetchTime, bool isAlone, CancellationToken cancellationToken)
    {
        var model = await models.ForAsync(item.Key.Batch, item.Model);
        await _processors.WaitAsync(cancellationToken);
        try
        {
            var pixels = model.Preprocessor.PixelsOf(bytes);
            pace.ThrowIfTooSlow(pixels, isAlone);
            var started = time.GetTimestamp();
            var outcome = model.Classify(bytes);
            pace.Note(pixels, time.GetElapsedTime(started));
            return outcome switch
            {
                Outcome<ClassifiedImage>.Ok(var classified) => Describe(item, PredictionStatus.Classified, model.Identity) with
                {
                    Labels = classified.Labels,
                    Image = new ImageSize(classified.Width, classified.Height, bytes.Length),
                    Times = classified.Times.After(fetchTime),
                },
                Outcome<ClassifiedImage>.Refused refused => Describe(item, PredictionStatus.Failed, model.Identity) with
                {
                    Error = refused.Error,
                    Image = new ImageSize(refused.Width, refused.Height, bytes.Length),
                },
                _ => throw new UnreachableException(),
            };
        }
        finally
        {
            _processors.Release();
        }
    }

    private async Task<WorkItemResult> WriteAsync(Prediction prediction)
    {
        // Not cancelled: nothing is cut in the middle of a write, which the deadline's margin is for.
        var started = time.GetTimestamp();
        var outcome = await writer.WriteAsync(prediction, CancellationToken.None);
        metrics.Written(time.GetElapsedTime(started));
        if (outcome == WriteOutcome.Superseded)
        {
            return WorkItemResult.Superseded;
        }

        if (prediction.Error is { } error)
        {
            metrics.Failed(error.Code);
            return WorkItemResult.Failed;
        }

        metrics.Classified(prediction.Model, prediction.Times!);
        return WorkItemResult.Classified;
    }

    private async Task<Prediction> FailureAsync(WorkItem.Classify item, PredictionError error) =>
        Describe(item, PredictionStatus.Failed, await models.IdentityForAsync(item.Key.Batch, item.Model)) with
        {
            Error = error,
            Image = item.Size is { } size ? new ImageSize(null, null, size) : null,
        };

    private Prediction Describe(WorkItem.Classify item, PredictionStatus status, ModelIdentity model) => new()
    {
        Bucket = item.Bucket,
        Key = item.Key,
        Status = status,
        Model = model,
        Version = item.Version,
        PredictedAt = time.GetUtcNow(),
        TraceId = item.TraceId,
    };
}
