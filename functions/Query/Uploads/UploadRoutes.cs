using ImageClassification.Contracts;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Uploads;

/// <summary>POST /uploads: 200 with a presigned PUT for each file, 400 for files that would not be classified, and where the bucket is only read.</summary>
internal sealed class UploadRoutes(Presigner presigner, bool isAllowed, int maxObjectBytes)
{
    private const int MostFiles = 100;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    public async Task<Result> CreateAsync(RequestParameters parameters)
    {
        BadRequestException.ThrowIf(!isAllowed, "Uploads are not signed: the pipeline only reads its bucket, which is the parameter SourceBucket. Put images there with credentials of your own.");
        var (name, files) = parameters.Body(UploadJson.Api.UploadRequest);
        BadRequestException.ThrowIf(files.Count is < 1 or > MostFiles, $"files must be a list of 1 to {MostFiles}.");
        var batch = (name.Any(char.IsControl) ? null : BatchName.From(name))
            ?? throw new BadRequestException("batch must be a name without slashes and control characters.");
        foreach (var file in files)
        {
            BadRequestException.ThrowIf(file is null, "files must not hold null.");
            Check(batch, file!);
        }

        var expiresAt = presigner.In(Lifetime);
        var uploads = await Task.WhenAll(files.Select(file => SignAsync(batch, file, expiresAt)));
        return Result.Ok(new UploadResponse(uploads, expiresAt), UploadJson.Api.UploadResponse);
    }

    private static string KeyOf(BatchName batch, UploadFile file) => batch.Folder + file.Name;

    private void Check(BatchName batch, UploadFile file)
    {
        // A URL cannot carry the segments "." and "..": clients resolve them before they send, and the signature fails.
        var segments = KeyOf(batch, file).Split('/');
        BadRequestException.ThrowIf(
            file.Name.StartsWith('/') || segments is [.., ""] || segments.Contains(".") || segments.Contains("..") || file.Name.Any(char.IsControl),
            $"The name {file.Name} must not begin or end with a slash, contain control characters, or have a segment \".\" or \"..\".");
        BadRequestException.ThrowIf(!ObjectKey.IsShort(KeyOf(batch, file)), $"The name {file.Name} is too long: S3 allows keys of 1,024 bytes.");
        BadRequestException.ThrowIf(!ImageFormats.ContentTypes.Contains(file.Type), $"The type of {file.Name} must be one of {string.Join(", ", ImageFormats.ContentTypes)}.");
        BadRequestException.ThrowIf(file.Size < 1 || file.Size > maxObjectBytes, $"The size of {file.Name} must be 1 to {maxObjectBytes:N0} bytes.");
    }

    private async Task<PresignedUpload> SignAsync(BatchName batch, UploadFile file, DateTimeOffset expiresAt)
    {
        var key = KeyOf(batch, file);
        var url = await presigner.PutAsync(key, file.Type, file.Size, expiresAt);
        return new PresignedUpload(file.Name, key, url, "PUT", new Dictionary<string, string> { ["content-type"] = file.Type });
    }
}
