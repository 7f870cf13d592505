namespace ImageClassification.Query.Uploads;

/// <param name="Uploads">In the order of the files asked for.</param>
/// <param name="ExpiresAt">When the signatures end.</param>
internal sealed record UploadResponse(IReadOnlyList<PresignedUpload> Uploads, DateTimeOffset ExpiresAt);
