namespace ImageClassification.Runner.Templates;

/// <summary>What template.yaml describes, with every function, condition and parameter resolved for this machine.</summary>
internal sealed record Stack(
    IReadOnlyList<FunctionResource> Functions,
    IReadOnlyList<QueueResource> Queues,
    IReadOnlyList<TableResource> Tables,
    IReadOnlyList<string> Buckets)
{
    /// <summary>Whose images the functions classify: the template's own or an existing one. Empty where they name none.</summary>
    public string ImageBucket => Variable("BUCKET") ?? (Buckets is [var first, ..] ? first : "");

    /// <summary>The prefix of the images' keys; null if no function has it.</summary>
    public string? ImagePrefix => Variable("IMAGE_PREFIX");

    public const string Account = "000000000000";
    public const string Region = "us-east-1";

    private string? Variable(string name) =>
        Functions.Select(function => function.Environment.GetValueOrDefault(name)).FirstOrDefault(value => value is not null);
}
