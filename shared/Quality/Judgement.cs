namespace ImageClassification.Quality;

/// <summary>An image whose truth is known, and what a model says of it.</summary>
/// <param name="Truth">What it shows: one label, or several that are all right. An image that shows none has the model's word for that.</param>
/// <param name="Label">The model's likeliest label; null where it has none, because the image failed or the model has not seen it.</param>
/// <param name="Confidence">Of the label, from 0 to 1. Null where that is unknown: it may be a guess's.</param>
/// <param name="Labels">All that a multi-label model gives; null for another one's.</param>
public readonly record struct Judgement(IReadOnlyList<string> Truth, string? Label, double? Confidence, IReadOnlyList<string>? Labels = null)
{
    public bool IsRight => Label is not null && Truth.Contains(Label);

    /// <summary>Whether a multi-label model gives exactly what the image shows.</summary>
    internal bool IsExact => Labels is not null && Truth.ToHashSet().SetEquals(Labels);
}
