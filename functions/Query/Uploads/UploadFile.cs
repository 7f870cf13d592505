namespace ImageClassification.Query.Uploads;

/// <param name="Name">Within the batch; may have folders.</param>
/// <param name="Type">The content type.</param>
/// <param name="Size">Bytes.</param>
internal sealed record UploadFile(string Name, string Type, long Size);
