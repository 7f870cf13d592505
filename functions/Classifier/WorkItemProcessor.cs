using System.Diagnostics;
using ImageClassification.Classifier.Batches;
using ImageClassification.Contracts;
using ImageClassification.Inference.Classification;
using ImageClassification.Predictions;

namespace ImageClassification.Classifier;

/// <summary>One work item: fetch, classify, write. Safe for use by several threads.</summary>
internal sealed class WorkItemProcessor(
    ObjectReader objects,
    ModelCatalog models,
    PredictionStore store,
    BatchWatch batches,
    CompletionCheck completion,
    ClassifierOptions options,
    ClassifierMetrics metrics,
    TimeProvider time) : IDisposable
{
    /// <summary>Fetching overlaps freely; decoding and running take a processor each.</summary>
    private readonly SemaphoreSlim _processors = new(options.Parallelism);

    /// <returns>How the item was done with; only then may its message go.</returns>
    /// <remarks>Throws for what may be different next time: the message has to come again.</remarks>
    public Task<WorkItemResult> ProcessAsync(ReceivedWorkItem received, CancellationToken cancellationToken) => received.Item switch
    {
        WorkItem.Classify classify => ClassifyAsync(classify, received.IsLastTry, cancellationToken),
        WorkItem.Delete delete => DeleteAsync(delete, cancellationToken),
        WorkItem.Check check => CheckAsync(check, cancellationToken),
        _ => throw new UnreachableException(),
    };

    public void Dispose() => _processors.Dispose();

    private async Task<WorkItemResult> CheckAsync(WorkItem.Check check, CancellationToken cancellationToken)
    {
        await completion.RunAsync(check, cancellationToken);
        return WorkItemResult.Checked;
    }

    private async Task<WorkItemResult> DeleteAsync(WorkItem.Delete delete, CancellationToken cancellationToken)
    {
        var model = models.IdentityFor(delete.Key.Batch, await batches.ModelOfAsync(delete.Key.Batch));
        cancellationToken.ThrowIfCancellationRequested();
        return await store.WriteDeletionAsync(delete.Bucket, delete.Key, delete.Version, model, delete.TraceId, cancellationToken) == WriteOutcome.Written
            ? WorkItemResult.Deleted
            : WorkItemResult.Superseded;
    }

    private async Task<WorkItemResult> ClassifyAsync(WorkItem.Classify received, bool isLastTry, CancellationToken cancellationToken)
    {
        // Not cancelled: on the last try its failure is written even where no time is left.
        var item = received with { Model = received.Model ?? await batches.ModelOfAsync(received.Key.Batch) };
        if (isLastTry)
        {
            // Before the try, which may find no time or end with the process. Success overwrites it.
            var failure = Failure(item, new PredictionError(
                ErrorCode.RetriesExhausted,
                "Every try met a transient fault. The message is in the dead-letter queue: redrive it once the fault is mended."));
            await store.WriteAsync(failure, CancellationToken.None);
            await batches.EnsureCheckAsync(item.Key.Batch);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var result = await ClassifyAsync(item, cancellationToken);
        await batches.EnsureCheckAsync(item.Key.Batch);
        return result;
    }

    private async Task<WorkItemResult> ClassifyAsync(WorkItem.Classify item, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var fetched = await objects.ReadAsync(item, cancellationToken);
        var fetchTime = time.GetElapsedTime(started);
        return fetched switch
        {
            FetchedObject.Found found => await WriteAsync(await ClassifyAsync(
                item.Version == ObjectVersion.Unknown ? item with { Version = found.Version! } : item, found.Bytes, fetchTime, cancellationToken)),
            FetchedObject.Rejected rejected => await WriteAsync(Failure(item, rejected.Error)),
            _ => WorkItemResult.Superseded,
        };
    }

    private async Task<Prediction> ClassifyAsync(WorkItem.Classify item, byte[] bytes, TimeSpan fetchTime, CancellationToken cancellationToken)
    {
        await _processors.WaitAsync(cancellationToken);
        try
        {
            return models.For(item.Key.Batch, item.Model).Classify(bytes) switch
            {
                ClassificationResult.Classified classified => Describe(item, PredictionStatus.Classified) with
                {
                    Labels = classified.Labels,
                    Image = new ImageSize(classified.Width, classified.Height, bytes.Length),
                    Times = classified.Times.After(fetchTime),
                },
                ClassificationResult.Rejected rejected => Failure(item, rejected.Error) with
                {
                    Image = new ImageSize(rejected.Width, rejected.Height, bytes.Length),
                },
                var unknown => throw new InvalidOperationException($"A result of type {unknown.GetType().Name} is not known."),
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
        var outcome = await store.WriteAsync(prediction, CancellationToken.None);
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

    private Prediction Failure(WorkItem.Classify item, PredictionError error) => Describe(item, PredictionStatus.Failed) with
    {
        Error = error,
        Image = item.Size is { } size ? new ImageSize(null, null, size) : null,
    };

    private Prediction Describe(WorkItem.Classify item, PredictionStatus status) => new()
    {
        Bucket = item.Bucket,
        Key = item.Key,
        Status = status,
        Model = IdentityOf(item),
        Version = item.Version,
        PredictedAt = time.GetUtcNow(),
        TraceId = item.TraceId,
    };

    private ModelIdentity IdentityOf(WorkItem.Classify item) => models.IdentityFor(item.Key.Batch, item.Model);
}
