using System.Text.Json;

namespace ImageClassification.Ingest.Events;

/// <summary>The event of an S3 Batch Operations job, in either invocation schema. Its keys are encoded as in a form.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-invoke-lambda.html"/></remarks>
internal static class BatchOperation
{
    public static bool Is(JsonElement form) =>
        form.Has("invocationSchemaVersion", JsonValueKind.String) && form.Has("tasks", JsonValueKind.Array);

    /// <exception cref="FormatException">What the answer needs is missing, or a field is of another kind.</exception>
    public static IngestEvent.Job Read(JsonElement form) => new(
        form.Text("invocationSchemaVersion"),
        form.Text("invocationId"),
        form.OptionalText("job.userArguments.model"),
        [.. form.GetProperty("tasks").EnumerateArray().Select(Task)]);

    private static BatchTask Task(JsonElement task) => new(
        task.Text("taskId"),
        task.OptionalText("s3Bucket") ?? task.OptionalText("s3BucketArn")?.Split(':')[^1],
        task.OptionalText("s3Key") is { } key ? S3Record.Decode(key) : null);
}
