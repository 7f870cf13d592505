namespace ImageClassification.Contracts;

/// <param name="Label">One of the model's labels.</param>
/// <param name="Confidence">From 0 to 1, after the model's activation.</param>
public sealed record ScoredLabel(string Label, double Confidence)
{
    /// <summary>In place of a label where the model is not sure of any.</summary>
    public const string Unknown = "unknown";

    /// <param name="labels">What a multi-label model gives, best first.</param>
    /// <returns>Those that reach their threshold; only unknown if none does, without the guesses after it.</returns>
    public static IReadOnlyList<string> Reaching(IReadOnlyList<ScoredLabel> labels) =>
        labels is [{ Label: Unknown }, ..] ? [Unknown] : [.. labels.Select(label => label.Label)];
}
