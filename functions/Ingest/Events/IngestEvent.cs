namespace ImageClassification.Ingest.Events;

/// <summary>An event for Ingest: <see cref="Changes"/> of objects or the tasks of a <see cref="Job"/>.</summary>
internal abstract record IngestEvent
{
    private IngestEvent()
    {
    }

    /// <param name="Received">Number of records, also of those about something else than an object's content.</param>
    /// <param name="Objects">What happened.</param>
    /// <param name="Faults">What is wrong with the records that cannot be read, one text each.</param>
    public sealed record Changes(int Received, IReadOnlyList<ObjectChange> Objects, IReadOnlyList<string> Faults) : IngestEvent;

    /// <summary>One invocation of an S3 Batch Operations job.</summary>
    /// <param name="SchemaVersion">"1.0" or "2.0".</param>
    /// <param name="InvocationId">For the answer.</param>
    /// <param name="Model">The job's argument of that name; from schema 2.0 on.</param>
    /// <param name="Tasks">Its objects.</param>
    public sealed record Job(string SchemaVersion, string InvocationId, string? Model, IReadOnlyList<BatchTask> Tasks) : IngestEvent;
}
