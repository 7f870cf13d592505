using System.Text.Json.Serialization;

namespace ImageClassification.Ingest;

/// <summary>The invocation's result, in the format that its caller expects.</summary>
[JsonDerivedType(typeof(Records))]
[JsonDerivedType(typeof(Tasks))]
internal abstract record IngestResult
{
    private IngestResult()
    {
    }

    /// <param name="Received">How many records the event had.</param>
    /// <param name="Queued">How many became work items.</param>
    public sealed record Records(int Received, int Queued) : IngestResult;

    /// <summary>The answer that S3 Batch Operations asks for.</summary>
    /// <param name="InvocationSchemaVersion">The event's.</param>
    /// <param name="InvocationId">The event's.</param>
    /// <param name="TreatMissingKeysAs">What became of tasks without a result.</param>
    /// <param name="Results">Of every task.</param>
    public sealed record Tasks(
        [property: JsonPropertyName("invocationSchemaVersion")] string InvocationSchemaVersion,
        [property: JsonPropertyName("invocationId")] string InvocationId,
        [property: JsonPropertyName("treatMissingKeysAs")] string TreatMissingKeysAs,
        [property: JsonPropertyName("results")] IReadOnlyList<BatchTaskResult> Results) : IngestResult;
}
