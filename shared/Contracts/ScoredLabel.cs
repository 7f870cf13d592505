namespace ImageClassification.Contracts;

/// <param name="Label">One of the model's labels.</param>
/// <param name="Confidence">From 0 to 1, after the model's activation.</param>
public sealed record ScoredLabel(string Label, double Confidence)
{
    /// <summary>In place of a label where the model is not sure of any.</summary>
    public const string Unknown = "unknown";
}
