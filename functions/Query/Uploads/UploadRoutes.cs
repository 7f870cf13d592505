using Amazon.Lambda.APIGatewayEvents;
using ImageClassification.Contracts;
using ImageClassification.Hosting.Http;

namespace ImageClassification.Query.Uploads;

/// <summary>POST /uploads: 200 with a presigned PUT for each file, 400 for files that would not be classified.</summary>
internal sealed class UploadRoutes(Presigner presigner, QueryOptions options)
{
    private const int MostFiles = 100;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);
    private static readonly string[] Types = ["image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp"];

    public async Task<APIGatewayHttpApiV2ProxyResponse> CreateAsync(RequestParameters parameters)
    {
        var (asked, files) = parameters.Body(AnswerJson.Default.UploadRequest);
        if (files.Count is < 1 or > MostFiles)
        {
            return Answer.BadRequest($"files must be a list of 1 to {MostFiles}.");
        }

        if (BatchName.From(asked) is not { } batch || asked.Any(char.IsControl))
        {
            return Answer.BadRequest("batch must be a name without slashes and control characters.");
        }

        if (files.Select(file => Fault(batch, file)).OfType<string>().FirstOrDefault() is { } fault)
        {
            return Answer.BadRequest(fault);
        }

        var expiresAt = presigner.In(Lifetime);
        var uploads = await Task.WhenAll(files.Select(file => SignAsync(batch, file, expiresAt)));
        return Answer.Ok(new UploadAnswer(uploads, expiresAt), AnswerJson.Default.UploadAnswer);
    }

    private static string KeyOf(BatchName batch, UploadFile file) => batch.Folder + file.Name;

    /// <returns>Null for a file that can be uploaded.</returns>
    private string? Fault(BatchName batch, UploadFile file)
    {
        // A URL cannot carry the segments "." and "..": clients resolve them before they send, and the signature fails.
        var segments = KeyOf(batch, file).Split('/');
        return file.Name.StartsWith('/') || segments is [.., ""] || segments.Contains(".") || segments.Contains("..") || file.Name.Any(char.IsControl)
            ? $"The name {file.Name} must neither begin nor end with a slash, nor hold control characters or the folders . and ..."
            : !ObjectKey.IsShort(KeyOf(batch, file)) ? $"The name {file.Name} is too long: S3 allows keys of 1,024 bytes."
            : !Types.Contains(file.Type) ? $"The type of {file.Name} must be one of {string.Join(", ", Types)}."
            : file.Size < 1 || file.Size > options.MaxObjectBytes ? $"The size of {file.Name} must be 1 to {options.MaxObjectBytes:N0} bytes."
            : null;
    }

    private async Task<PresignedUpload> SignAsync(BatchName batch, UploadFile file, DateTimeOffset expiresAt)
    {
        var key = KeyOf(batch, file);
        var url = await presigner.PutAsync(key, file.Type, file.Size, expiresAt);
        return new PresignedUpload(file.Name, key, url, "PUT", new Dictionary<string, string> { ["content-type"] = file.Type });
    }
}
