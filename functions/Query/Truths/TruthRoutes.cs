using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ImageClassification.Batches;
using ImageClassification.Contracts;
using ImageClassification.Predictions;
using ImageClassification.Quality.Files;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Truths;

/// <summary>
/// PUT /predictions/{key}/truth, or /predictions/truth?key=: 200 with what holds now, 404 for an unknown object. POST
/// /batches/{batch}/truth, by a file or the folders' names: 200 with what was written and where to go on, 404 for an unknown batch. 400
/// for what cannot be read.
/// </summary>
internal sealed class TruthRoutes(BatchReader reader, TruthWriter writer, TruthStore store, TruthFile file, string bucket, DecisionClock clock, TimeProvider time)
{
    private const string Suffix = "/truth";
    private const int Step = 500;
    private const int MostFaults = 20;

    private static readonly Dictionary<string, TruthSource> Sources = new() { ["file"] = TruthSource.File, ["person"] = TruthSource.Person };

    /// <summary>After this no further step begins.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public async Task<Result> PutAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        if (parameters.KeyBefore(Suffix) is not { } key)
        {
            return new Result.NotFound("There is no such route. To label an image: PUT /predictions/{key}/truth.");
        }

        var (labels, eTag, at, sample, how) = parameters.Body(TruthJson.Api.TruthRequest);
        BadRequestException.ThrowIf(TruthLine.Rule(labels ?? []) is not null, $"labels: {TruthLine.Rule(labels ?? [])}.");
        BadRequestException.ThrowIf(eTag is not null && !ObjectVersion.IsETag(eTag), "eTag must be one of the object's, without quotes.");
        var version = key.IsImage ? eTag ?? await writer.VersionAsync(bucket, key, cancellationToken) : null;
        if (version is null)
        {
            return new Result.NotFound("There is no prediction for this key. Send its eTag, or wait until it is classified.");
        }

        var decision = new Truth([], how, clock.Decided(at), parameters.Caller, sample);
        await writer.WriteAsync(key.Batch, bucket, [new(key, labels, version)], decision, cancellationToken, restores: true);
        var holds = await store.FindAsync(bucket, key, version, cancellationToken);
        return Result.Ok(new TruthAnswer(key, version, holds), TruthJson.Api.TruthAnswer);
    }

    public async Task<Result> ImportAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        var batch = parameters.Batch();
        var text = parameters.Text();
        var sent = parameters.IsJson ? ImportOf(parameters) : UntypedImport(text);
        BadRequestException.ThrowIf(
            sent is not null && sent.Folder == (sent.Manifest is not null), "Name either folder or a manifest, or send the file itself as text/csv or application/x-ndjson.");
        if (await reader.FindAsync(batch, cancellationToken) is null)
        {
            return new Result.NotFound("There is no such batch. Declare it with PUT /batches/{batch}, or upload its images first.");
        }

        var import = sent ?? new TruthImport(Cursor: parameters.Query("cursor"));
        var decision = new Truth([], import.Folder ? TruthSource.Folder : parameters.OneOf("how", Sources) ?? TruthSource.File, clock.Decided(import.At), parameters.Caller);
        try
        {
            var lines = import.Folder ? FoldersAsync(batch, import.Cursor, cancellationToken)
                : LinesAsync(import.Manifest is { } key ? await file.ReadAsync(key, cancellationToken) : FileOf(text), batch, import.Cursor);
            return Result.Ok(await WriteAsync(batch, lines, decision, cancellationToken), TruthJson.Api.TruthSlice);
        }
        catch (InvalidDataException exception)
        {
            throw new BadRequestException($"The file cannot be read. {exception.Message}");
        }
    }

    /// <summary>JSON lines and manifests are often sent as application/json, which is for an import's description.</summary>
    private static TruthImport ImportOf(RequestParameters parameters)
    {
        try
        {
            return parameters.Body(TruthJson.Api.TruthImport);
        }
        catch (BadRequestException exception)
        {
            throw new BadRequestException($"{exception.Message} Send a file as text/csv or application/x-ndjson.");
        }
    }

    /// <summary>curl -d sends a form's content type unless another is given.</summary>
    /// <returns>Null for a file.</returns>
    private static TruthImport? UntypedImport(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, TruthJson.Api.TruthImport) is { } import && (import.Folder || import.Manifest is not null) ? import : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <exception cref="BadRequestException">It has lost its line ends.</exception>
    private static string FileOf(string text)
    {
        BadRequestException.ThrowIf(
            text.Length > 0 && !text.Contains('\n', StringComparison.Ordinal)
                && (text.TrimStart('\uFEFF', ' ') is not ['{', ..] || StatedTruth.ReadAll(text).All(line => line.Fault is not null)),
            "The file is one line without a truth. With curl, send it by --data-binary @FILE; -d drops line ends.");
        return text;
    }

    private async Task<TruthSlice> WriteAsync(
        BatchName batch, IAsyncEnumerable<(TruthLine Line, string Name, string Cursor)> lines, Truth decision, CancellationToken cancellationToken)
    {
        var (started, faults) = (time.GetTimestamp(), new List<string>());
        var (written, kept, skipped) = (0, 0, 0);
        await foreach (var step in lines.Chunk(Step).WithCancellation(cancellationToken))
        {
            var rows = step.Where(line => line.Line.Row is not null).ToList();
            var outcomes = await writer.WriteAsync(batch, bucket, rows.ConvertAll(line => line.Line.Row!), decision, cancellationToken);
            written += outcomes.Count(outcome => outcome == TruthOutcome.Written);
            kept += outcomes.Count(outcome => outcome == TruthOutcome.Kept);
            skipped += step.Length - rows.Count + outcomes.Count(outcome => outcome == TruthOutcome.Unknown);
            var outcome = 0;
            foreach (var ((row, fault), name, _) in step)
            {
                if ((row is null ? fault : outcomes[outcome++] == TruthOutcome.Unknown ? $"there is no prediction for {row.Key}" : null) is { } wrong)
                {
                    faults.Add($"{name}: {wrong}.");
                }
            }

            if (step.Length == Step && time.GetElapsedTime(started) >= Longest)
            {
                return new(written, kept, skipped, [.. faults.Take(MostFaults)], step[^1].Cursor);
            }
        }

        return new(written, kept, skipped, [.. faults.Take(MostFaults)], null);
    }

    /// <summary>Each image, also one that the current model version lacks. The cursor is of the page that an image is on.</summary>
    private async IAsyncEnumerable<(TruthLine Line, string Name, string Cursor)> FoldersAsync(
        BatchName batch, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = new BatchFilter { Batch = batch, Limit = Step, Cursor = cursor };
        while (await reader.ListAsync(filter, cancellationToken) is { } page)
        {
            foreach (var prediction in page.Predictions)
            {
                var next = prediction == page.Predictions[^1] ? page.NextCursor : filter.Cursor;
                var line = prediction.Key.Folder is { } folder ? TruthLine.Of(new(prediction.Key, [folder]), batch, bucket)
                    : new(null, "it is in no folder below the batch's, which would be its label");
                yield return (line, prediction.Key, next ?? "");
            }

            if (page.NextCursor is null)
            {
                yield break;
            }

            filter = filter with { Cursor = page.NextCursor };
        }
    }

    private async IAsyncEnumerable<(TruthLine Line, string Name, string Cursor)> LinesAsync(string text, BatchName batch, string? cursor)
    {
        var done = 0;
        BadRequestException.ThrowIf(
            cursor is not null && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out done),
            "The cursor does not belong to a file. Use nextCursor of the slice before, or none to begin.");
        await Task.CompletedTask;
        foreach (var (index, stated) in StatedTruth.ReadAll(text).Index().Skip(done))
        {
            yield return (TruthLine.Of(stated, batch, bucket), string.Create(CultureInfo.InvariantCulture, $"line {stated.Line}"), (index + 1).ToString(CultureInfo.InvariantCulture));
        }
    }
}
