using Amazon.Lambda.APIGatewayEvents;
using Amazon.S3;
using ImageClassification.Contracts;
using ImageClassification.Hosting.Http;
using ImageClassification.Predictions;
using ImageClassification.Predictions.Export;
using ImageClassification.Query.Uploads;

namespace ImageClassification.Query.Export;

/// <summary>
/// GET /batches/{batch}/export: 200 with the file, or with a link to it where it is longer than an answer may be; 400 for bad
/// parameters, 404 for an unknown batch, 413 where it cannot be written in the time of one request.
/// </summary>
internal sealed class ExportRoutes(BatchReader reader, IAmazonS3 s3, Presigner presigner, QueryOptions options)
{
    /// <summary>Files under it expire; template.yaml says when.</summary>
    private const string Folder = "exports/";

    private const int PageSize = 4000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public async Task<APIGatewayHttpApiV2ProxyResponse> ExportAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        var batch = parameters.Batch();
        var format = parameters.OneOf("format", ExportFormat.All) ?? ExportFormat.All["csv"];
        var filter = new BatchFilter { Batch = batch, Model = ModelVersion.From(parameters.Query("model")), Limit = PageSize };
        if (parameters.IsNoModelVersion("model") || await reader.ListAsync(filter, cancellationToken) is not { } first)
        {
            return Answer.NotFound("There is no such batch, or none of its images is classified yet, or not by the model asked for (name@version).");
        }

        var disposition = $"attachment; filename*=UTF-8''{Uri.EscapeDataString(batch)}.{format.Extension}";
        var key = $"{Folder}{Guid.NewGuid():N}.{format.Extension}";
        var file = new ExportFile(s3, options.Bucket, key, format.ContentType, disposition);
        try
        {
            var count = await WriteAsync(file, format, filter, first, cancellationToken);
            return await file.CompleteAsync(cancellationToken) is { } bytes
                ? Inline(bytes, format.ContentType, disposition)
                : await LinkAsync(key, count);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await file.AbortAsync();
            return Answer.ContentTooLarge(
                "The batch has more predictions than one request has the time to export. Page through /batches/{batch}/predictions, as ./dev export does.",
                "EXPORT_TOO_LARGE");
        }
        catch
        {
            await file.AbortAsync();
            throw;
        }
    }

    private async Task<int> WriteAsync(
        ExportFile file, ExportFormat format, BatchFilter filter, PredictionPage? page, CancellationToken cancellationToken)
    {
        var count = 0;
        format.Begin(file.Writer);
        while (page is not null)
        {
            foreach (var prediction in page.Predictions)
            {
                format.Write(file.Writer, prediction);
                await file.FlushAsync(cancellationToken);
            }

            count += page.Predictions.Count;
            page = page.NextCursor is { } cursor ? await reader.ListAsync(filter with { Cursor = cursor }, cancellationToken) : null;
        }

        return count;
    }

    private static APIGatewayHttpApiV2ProxyResponse Inline(ReadOnlyMemory<byte> bytes, string contentType, string disposition) => new()
    {
        StatusCode = 200,
        Headers = new Dictionary<string, string> { ["content-type"] = contentType, ["content-disposition"] = disposition },
        Body = Convert.ToBase64String(bytes.Span),
        IsBase64Encoded = true,
    };

    private async Task<APIGatewayHttpApiV2ProxyResponse> LinkAsync(string key, int count)
    {
        var expiresAt = presigner.In(Lifetime);
        return Answer.Ok(new ExportLink(await presigner.GetAsync(key, expiresAt), count, expiresAt), AnswerJson.Default.ExportLink);
    }
}
