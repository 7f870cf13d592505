using System.Runtime.CompilerServices;
using System.Text.Json;
using ImageClassification.Contracts;
using ImageClassification.Hosting;
using ImageClassification.Predictions;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Backfill;

/// <summary>
/// POST /batches/{batch}/backfill, of what lies in the bucket, and POST /batches/{batch}/retry, of what failed: 200 with what was
/// queued and where to go on, 400 for bad parameters; retry 404 for an unknown batch.
/// </summary>
internal sealed class BackfillRoutes(ObjectListing listing, Manifest manifest, BatchReader reader, Slicer slicer, KnownModels models)
{
    private const int PageSize = 200;

    public async Task<Result> BackfillAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        var (prefix, manifestKey, model, cursor) = parameters.Body(BackfillJson.Api.BackfillRequest);
        BadRequestException.ThrowIf(
            manifestKey is not null && (prefix is not null || !manifestKey.StartsWith(Manifest.Prefix, StringComparison.Ordinal) || !ObjectKey.IsShort(manifestKey)),
            $"manifest must be the key of an object under {Manifest.Prefix}, of {ObjectKey.MaxBytes:N0} bytes at most, without a prefix beside it.");
        if (models.FaultOf(model?.ToString()) is { } fault)
        {
            throw new BadRequestException(fault);
        }

        try
        {
            var rows = manifestKey is null
                ? listing.ReadAsync(parameters.Batch(), prefix, model, cursor, cancellationToken)
                : manifest.ReadAsync(manifestKey, model, cursor, cancellationToken);
            var slice = await slicer.QueueAsync(rows, cursor, parameters.RequestId, cancellationToken);
            return Result.Ok(await ExplainedAsync(slice, isFirst: cursor is null, manifestKey is null, cancellationToken), BackfillJson.Api.BackfillSlice);
        }
        catch (Exception exception) when (exception is InvalidDataException or JsonException)
        {
            throw new BadRequestException($"The rest of the manifest cannot be read. {exception.Message} Rows before it may be queued already; queueing them again is safe.");
        }
    }

    /// <summary>Where there is nothing to do, the caller meant something else.</summary>
    private async Task<BackfillSlice> ExplainedAsync(BackfillSlice slice, bool isFirst, bool isListing, CancellationToken cancellationToken) => slice switch
    {
        { Queued: > 0 } or { NextCursor: not null } => slice,
        _ when !isFirst => slice,
        { Skipped: > 0 } => slice with { Reason = "None of the entries is an image to classify: skippedBecause says why." },
        _ when !isListing => slice with { Reason = "The manifest is empty." },
        _ => slice with { Reason = "No objects found.", Folders = await listing.FoldersAsync(cancellationToken) },
    };

    public async Task<Result> RetryAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        var (code, model, asked) = parameters.Body(BackfillJson.Api.RetryRequest);
        var cursor = asked is { Length: > 0 } ? asked : null;
        BadRequestException.ThrowIf(code is not null && !ErrorCode.All.Contains(code), $"code must be one of {string.Join(", ", ErrorCode.All)}.");
        var filter = new BatchFilter { Batch = parameters.Batch(), Model = model, Status = PredictionStatus.Failed, Code = code, Limit = PageSize, Cursor = cursor };
        if (await reader.ListAsync(filter, cancellationToken) is not { } first)
        {
            return new Result.NotFound("There is no such batch, or it has no predictions yet, or none by the requested model version (name@version).");
        }

        var slice = await slicer.QueueAsync(FailuresAsync(filter, first, cancellationToken), cursor, parameters.RequestId, cancellationToken);
        return Result.Ok(slice with { Skipped = null, SkippedBecause = null }, BackfillJson.Api.BackfillSlice);
    }

    /// <summary>With the version that failed, which the new result replaces, and by the same model.</summary>
    private async IAsyncEnumerable<BackfillRow> FailuresAsync(
        BatchFilter filter, PredictionPage? page, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (page is not null)
        {
            foreach (var failed in page.Predictions)
            {
                // Within a page only its beginning can be gone back to; queueing twice does no harm.
                var next = failed == page.Predictions[^1] ? page.NextCursor : filter.Cursor;
                yield return new BackfillRow(
                    new(failed.Bucket, failed.Key, failed.Version) { Model = failed.Model.Name, Size = failed.Image?.Bytes, TraceId = failed.TraceId }, next ?? "");
            }

            filter = filter with { Cursor = page.NextCursor };
            page = filter.Cursor is null ? null : await reader.ListAsync(filter, cancellationToken);
        }
    }
}
