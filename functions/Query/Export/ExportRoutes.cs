using Amazon.S3;
using ImageClassification.Contracts;
using ImageClassification.Predictions;
using ImageClassification.Query.Batches;
using ImageClassification.Query.Http;
using ImageClassification.Query.Uploads;

namespace ImageClassification.Query.Export;

/// <summary>
/// GET /batches/{batch}/export: 200 with the file, or with a link to it where it is longer than a response may be; 400 for bad
/// parameters, 404 for an unknown batch, 413 where it cannot be written in the time of one request.
/// </summary>
internal sealed class ExportRoutes(BatchReader reader, TruthStore truths, IAmazonS3 s3, Presigner presigner, string bucket)
{
    /// <summary>Files under it expire; template.yaml says when.</summary>
    private const string Folder = "exports/";

    private const int PageSize = 4000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private static readonly Dictionary<string, bool> Booleans = new() { ["true"] = true, ["false"] = false };

    private static readonly Dictionary<string, bool> Scores = new() { ["all"] = true };

    public async Task<Result> ExportAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        var training = await TrainingExport.ReadAsync(parameters, truths, parameters.Batch(), cancellationToken);
        var format = training?.Format ?? parameters.OneOf("format", ExportFormat.All) ?? ExportFormat.All["csv"];
        var options = new ExportOptions(parameters.OneOf("bom", Booleans) ?? false, parameters.OneOf("scores", Scores) ?? false);
        var filter = FilterParameters.Read(parameters, PageSize);
        if (parameters.IsNoModelVersion("model") || await reader.ListAsync(filter, cancellationToken) is not { } first)
        {
            return Result.NothingScored;
        }

        var disposition = Disposition(filter.Batch, format.Extension);
        var key = $"{Folder}{Guid.NewGuid():N}.{format.Extension}";
        var file = new ExportFile(s3, bucket, key, format.ContentType, disposition);
        try
        {
            var count = await WriteAsync(file, format.Open(file.Writer, options), filter, training?.Takes, first, cancellationToken);
            return await file.CompleteAsync(cancellationToken) is { } bytes
                ? new Result.Download(bytes, format.ContentType, disposition)
                : await LinkAsync(key, count);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await file.AbortAsync();
            return new Result.TooLarge(
                "The batch has more predictions than one request has the time to export. "
                + "Page through /batches/{batch}/predictions, as ./dev export does.",
                "EXPORT_TOO_LARGE");
        }
        catch
        {
            await file.AbortAsync();
            throw;
        }
    }

    /// <summary>The name twice: in ASCII for clients that do not read RFC 5987, such as curl.</summary>
    private static string Disposition(string batch, string extension)
    {
        var ascii = string.Concat(batch.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or ' ' ? letter : '_'));
        return $"attachment; filename=\"{ascii}.{extension}\"; filename*=UTF-8''{Uri.EscapeDataString(batch)}.{extension}";
    }

    private async Task<int> WriteAsync(
        ExportFile file, ExportWriter writer, BatchFilter filter, Func<Prediction, bool>? takes, PredictionPage? page, CancellationToken cancellationToken)
    {
        var count = 0;
        while (page is not null)
        {
            foreach (var prediction in takes is null ? page.Predictions : page.Predictions.Where(takes))
            {
                await writer.WriteAsync(prediction, cancellationToken);
                await file.FlushAsync(cancellationToken);
                count++;
            }

            page = page.NextCursor is { } cursor ? await reader.ListAsync(filter with { Cursor = cursor }, cancellationToken) : null;
        }

        await writer.CompleteAsync(cancellationToken);
        return count;
    }

    private async Task<Result> LinkAsync(string key, int count)
    {
        var expiresAt = presigner.In(Lifetime);
        return Result.Ok(new ExportLink(await presigner.GetAsync(key, expiresAt), count, expiresAt), LinkJson.Api.ExportLink);
    }
}
