using ImageClassification.Contracts;

namespace ImageClassification.Query.Compare;

/// <param name="Key">The image's.</param>
/// <param name="From">By the version compared from.</param>
/// <param name="To">By the version compared to.</param>
/// <param name="Truth">What the image shows; null where nobody has said.</param>
/// <param name="Effect">What the change is by the truth; null without one, where one version has no label, and where both are right.</param>
internal sealed record Change(ObjectKey Key, Verdict From, Verdict To, IReadOnlyList<string>? Truth = null, Effect? Effect = null)
{
    /// <param name="before">By the version compared from.</param>
    /// <param name="after">By the version compared to, with its truth.</param>
    public static Change Between(Prediction before, Prediction after) => new(
        after.Key, Verdict.Of(before), Verdict.Of(after), after.Truth?.Labels, (after.Truth?.Agrees(before), after.Agrees) switch
        {
            (false, true) => Compare.Effect.Fixed,
            (true, false) => Compare.Effect.Broken,
            (false, false) => Compare.Effect.BothWrong,
            _ => null,
        });
}
