using System.Text.Json.Serialization;

namespace ImageClassification.Ingest;

/// <param name="TaskId">The task's.</param>
/// <param name="ResultCode">Succeeded, TemporaryFailure (S3 tries the task again) or PermanentFailure.</param>
/// <param name="ResultString">Stands in the job's report.</param>
internal sealed record BatchTaskResult(
    [property: JsonPropertyName("taskId")] string TaskId,
    [property: JsonPropertyName("resultCode")] string ResultCode,
    [property: JsonPropertyName("resultString")] string ResultString);
