namespace ImageClassification.Contracts;

/// <summary>What one version of an object shows, independently of any model.</summary>
/// <param name="Labels">One, or several where the model gives several; empty where it shows none of the labels.</param>
/// <param name="How">Where it comes from.</param>
/// <param name="At">When it was decided: of two decisions the later one holds.</param>
/// <param name="Who">As the API's authorizer names the caller; null without sign-in.</param>
/// <param name="Sample">Why a person was shown the image; null where nobody was, or it was looked up.</param>
public sealed record Truth(IReadOnlyList<string> Labels, TruthSource How, DateTimeOffset At, string? Who = null, ReviewSample? Sample = null)
{
    /// <returns>The labels as one cell of a table, which POST /batches/{batch}/truth reads back.</returns>
    public string ToCell() => Labels.Count == 0 ? "(none)" : string.Join('|', Labels);

    /// <summary>Whether the likeliest label is right; null for a prediction that has none.</summary>
    public bool? Agrees(Prediction prediction) => prediction.Label is { } label ? Agrees(label) : null;

    /// <summary>Whether this is one of the right labels.</summary>
    public bool Agrees(string label) => Labels.Count > 0 ? Labels.Contains(label) : label == ScoredLabel.Unknown;
}
