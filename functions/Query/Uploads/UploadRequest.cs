namespace ImageClassification.Query.Uploads;

/// <param name="Batch">The batch that the files will belong to.</param>
/// <param name="Files">1 to 100.</param>
internal sealed record UploadRequest(string Batch, IReadOnlyList<UploadFile> Files);
