using ImageClassification.Runner.Faults;

namespace ImageClassification.Cli.Chaos;

/// <summary>The probability of each fault, by function and operation.</summary>
internal static class ChaosRules
{
    /// <summary>Beyond so many images, faults become rarer instead of more: a long run is about many images, not about waiting.</summary>
    private const int MostImages = 2600;

    private static readonly FaultRule[] Rules =
    [
        new("local-s3-events", "ReceiveMessage", Fault.Redelivered, 0.10),
        new("local-s3-events", "ReceiveMessage", Fault.Reordered, 0.15),
        new("Ingest", "SendMessageBatch", Fault.Throttled, 0.05),
        new("Ingest", "SendMessageBatch", Fault.DroppedBefore, 0.05),
        new("Ingest", "SendMessageBatch", Fault.DroppedAfter, 0.05),
        new("Ingest", "SendMessageBatch", Fault.HalfAnswered, 0.05),
        new("Ingest", "SendMessageBatch", Fault.Duplicated, 0.10),
        new("Ingest", "SendMessageBatch", Fault.Reordered, 0.15),
        new("Ingest", "SendMessageBatch", Fault.KilledBefore, 0.01),
        new("Ingest", "SendMessageBatch", Fault.KilledAfter, 0.01),
        new("local-WorkQueue", "ReceiveMessage", Fault.Redelivered, 0.10),
        new("local-WorkQueue", "ReceiveMessage", Fault.OldSchema, 0.10),
        new("local-WorkQueue", "ReceiveCheck", Fault.Lost, 0.30),
        new("local-WorkQueue", "ReceiveCheck", Fault.Redelivered, 0.20),
        new("local-WorkQueue", "Invoke", Fault.Throttled, 0.05),
        new("local-WorkQueue", "Invoke", Fault.FailedStart, 0.03),
        new("Classifier", "GetObject", Fault.KilledAfter, 0.005), // among decodings, as Lambda kills a process that takes too much memory
        new("Classifier", "GetObject", Fault.Refused, 0.10),
        new("Classifier", "GetObject", Fault.DroppedBefore, 0.05),
        new("Classifier", "GetObject", Fault.HalfAnswered, 0.10),
        new("Classifier", "GetObject", Fault.Late, 0.01),
        new("Classifier", "GetObject", Fault.KilledBefore, 0.005),
        new("Classifier", "PutItem", Fault.Throttled, 0.03),
        new("Classifier", "PutItem", Fault.ThroughputExceeded, 0.10),
        new("Classifier", "PutItem", Fault.DroppedBefore, 0.05),
        new("Classifier", "PutItem", Fault.DroppedAfter, 0.05),
        new("Classifier", "PutItem", Fault.HalfAnswered, 0.05),
        new("Classifier", "PutItem", Fault.Late, 0.02),
        new("Classifier", "PutItem", Fault.KilledBefore, 0.005),
        new("Classifier", "PutItem", Fault.KilledAfter, 0.005),
        new("Classifier", "UpdateItem", Fault.ThroughputExceeded, 0.10),
        new("Classifier", "UpdateItem", Fault.DroppedBefore, 0.05),
        new("Classifier", "UpdateItem", Fault.DroppedAfter, 0.05),
        new("Classifier", "UpdateItem", Fault.KilledAfter, 0.01),
        new("Classifier", "Query", Fault.ThroughputExceeded, 0.20),
        new("Classifier", "Query", Fault.DroppedBefore, 0.10),
        new("Classifier", "ChangeMessageVisibilityBatch", Fault.Throttled, 0.20),
        new("Classifier", "ChangeMessageVisibilityBatch", Fault.DroppedBefore, 0.20),
        new("Query", "SendMessageBatch", Fault.Duplicated, 0.20),
        new("Query", "SendMessageBatch", Fault.Reordered, 0.30),
        new("Query", "PutItem", Fault.ThroughputExceeded, 0.10),
        new("Query", "PutItem", Fault.DroppedAfter, 0.10),
        new("Query", "UpdateItem", Fault.DroppedAfter, 0.10),
    ];

    /// <param name="unconditional">Whether every write that no other fault strikes loses its condition.</param>
    public static IReadOnlyList<FaultRule> For(int images, bool unconditional) =>
    [
        .. Rules.Select(rule => rule with { Rate = rule.Rate * Math.Min(1, (double)MostImages / images) }),
        .. unconditional
            ? [new FaultRule("Classifier", "PutItem", Fault.Unconditional, 1), new FaultRule("Query", "PutItem", Fault.Unconditional, 1)]
            : Array.Empty<FaultRule>(),
    ];
}
