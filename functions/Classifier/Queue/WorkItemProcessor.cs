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
/// <param name="pace">Keeps images that are too slow from starting.</param>
/// <param name="metrics">Counts and times.</param>
/// <param name="time">The clock.</param>
internal sealed class WorkItemProcessor(
    ObjectReader objects, ModelCatalog models, PredictionWriter writer, CompletionCheck completion, int parallelism, Pace pace,
    ClassifierMetrics metrics, TimeProvider time) : IDisposable
{
    /// <summary>Fetching overlaps freely; decoding and running take a processor each.</summary>
    private readonly SemaphoreSlim _processors = new(parallelism);

    /// <returns>How the item was done with; only then may its message go.</returns>
    /// <remarks>Throws for faults that may be transient: the message has to be received again.</remarks>
    public Task<WorkItemResult> ProcessAsync(ReceivedWorkItem received, CancellationToken cancellationToken) => received.Item switch
    {
        WorkItem.Classify classify => ClassifyAsync(classify, received.IsAlone, received.IsLastTry, cancellationToken),
        WorkItem.Delete delete => DeleteAsync(delete, received.IsAlone, cancellationToken),
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

    /// <summary>
    /// The object as it is now decides: it may be there again, and of a versioned bucket what was deleted may be an old version, or the
    /// marker of a deletion.
    /// </summary>
    private async Task<WorkItemResult> DeleteAsync(WorkItem.Delete delete, bool isAlone, CancellationToken cancellationToken)
    {
        var item = new WorkItem.Classify(delete.Bucket, delete.Key, delete.Version) { TraceId = delete.TraceId };
        var model = await models.IdentityForAsync(item.Key.Batch, await writer.ModelOfAsync(item.Key.Batch));
        cancellationToken.ThrowIfCancellationRequested();
        var lookedAt = time.GetUtcNow();
        if (await objects.FindAsync(delete.Bucket, delete.Key, cancellationToken) is not { } found)
        {
            var tombstone = Describe(item, PredictionStatus.Deleted, model) with { LookedAt = lookedAt };
            return Result(await writer.WriteDeletionAsync(tombstone, cancellationToken), WorkItemResult.Deleted);
        }

        if (delete.VersionId is null)
        {
            return WorkItemResult.Superseded; // the present object has its own event
        }

        // From now on: a write about the version that was deleted may be under way.
        return await writer.FindAsync(item, model, found, cancellationToken) is { } known
            ? Result(
                await writer.WriteAsync(
                    known with { Version = found with { Sequencer = delete.Version.Sequencer }, LookedAt = lookedAt, PredictedAt = time.GetUtcNow() },
                    CancellationToken.None),
                WorkItemResult.Superseded)
            : await ClassifyAsync(item, isAlone, isLastTry: false, cancellationToken);
    }

    private async Task<WorkItemResult> ClassifyAsync(WorkItem.Classify received, bool isAlone, bool isLastTry, CancellationToken cancellationToken)
    {
        // Not cancelled: on the last attempt the failure is written even without time left.
        var item = received with { Model = received.Model ?? await writer.ModelOfAsync(received.Key.Batch) };
        var model = await models.IdentityForAsync(item.Key.Batch, item.Model);
        await writer.AnnounceAsync(item.Key.Batch, model);
        if (isLastTry)
        {
            // Before the try, which may find no time or end with the process. Success overwrites it.
            await writer.WriteAsync(Failed(item, model, Failure.RetriesExhausted(Failure.NoAnswer)), CancellationToken.None);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var (started, lookedAt) = (time.GetTimestamp(), time.GetUtcNow());

        // The object that replaced this one has its own event; but even that must not undo the failure of a last attempt.
        var eTag = received.IsEvent && !isLastTry ? received.Version.ETag : null;
        var fetched = await objects.ReadAsync(received.Bucket, received.Key, eTag, cancellationToken);
        if (fetched is null && await writer.HasGivenUpAsync(item, cancellationToken))
        {
            // The same holds as long as that failure stands: the replacing object may have found its content stored, and left no trace.
            fetched = await objects.ReadAsync(received.Bucket, received.Key, eTag: null, cancellationToken);
        }

        if (fetched is null)
        {
            return WorkItemResult.Superseded;
        }

        var fetchTime = time.GetElapsedTime(started);
        var current = item with
        {
            Version = fetched.Version is { } version && version.ETag != item.Version.ETag
                ? version with { Sequencer = received.IsEvent ? item.Version.Sequencer : null } // newer than its event, and maybe by more than one
                : item.Version,
        };
        return fetched.Content switch
        {
            Outcome<byte[]>.Ok(var bytes) => await WriteAsync(
                await ClassifyAsync(current, bytes, fetchTime, isAlone, cancellationToken) with { LookedAt = lookedAt }),
            Outcome<byte[]>.Refused({ Code: ErrorCode.ObjectGone } error) => await BuryAsync(
                Failed(item with { Version = item.Version with { ETag = null } }, model, error) with { LookedAt = lookedAt }, received.IsEvent),
            Outcome<byte[]>.Refused(var error) => await WriteAsync(Failed(current, model, error) with { LookedAt = lookedAt }),
            _ => throw new UnreachableException(),
        };
    }

    private async Task<WorkItemResult> BuryAsync(Prediction gone, bool isEvent) =>
        await writer.BuryAsync(gone, isEvent, CancellationToken.None) is { } outcome ? Result(outcome, WorkItemResult.Deleted) : await WriteAsync(gone);

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
                    IsMultiLabel = model.IsMultiLabel,
                    Image = new ImageSize(classified.Width, classified.Height, bytes.Length),
                    Times = classified.Times.After(fetchTime),
                },
                Outcome<ClassifiedImage>.Refused refused =>
                    Failed(item, model.Identity, refused.Error) with { Image = new ImageSize(refused.Width, refused.Height, bytes.Length) },
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
        var result = Result(outcome, prediction.Error is null ? WorkItemResult.Classified : WorkItemResult.Failed);
        if (result == WorkItemResult.Classified)
        {
            metrics.Classified(prediction.Model, prediction.Times!);
        }
        else if (result == WorkItemResult.Failed)
        {
            metrics.Failed(prediction.Error!.Code);
        }

        return result;
    }

    private static WorkItemResult Result(WriteOutcome outcome, WorkItemResult written) => outcome switch
    {
        WriteOutcome.Written => written,
        WriteOutcome.Superseded => WorkItemResult.Superseded,
        _ => throw new ObjectChangedException(),
    };

    private Prediction Failed(WorkItem.Classify item, ModelIdentity model, PredictionError error) =>
        Describe(item, PredictionStatus.Failed, model) with { Error = error, Image = item.Size is { } size ? new ImageSize(null, null, size) : null };

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
