namespace ImageClassification.Runner.Templates;

/// <summary>What template.yaml describes, with every function, condition and parameter resolved for this machine.</summary>
internal sealed record Stack(
    IReadOnlyList<FunctionResource> Functions,
    IReadOnlyList<QueueResource> Queues,
    IReadOnlyList<TableResource> Tables,
    IReadOnlyList<string> Buckets)
{
    public const string Account = "000000000000";
    public const string Region = "us-east-1";
}
