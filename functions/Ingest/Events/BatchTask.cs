namespace ImageClassification.Ingest.Events;

/// <summary>One object of an S3 Batch Operations job.</summary>
/// <param name="TaskId">Names the task in the answer. Tasks of one event may share it.</param>
/// <param name="Bucket">Its name.</param>
/// <param name="Key">Decoded. Null where the job names none.</param>
internal sealed record BatchTask(string TaskId, string? Bucket, string? Key);
