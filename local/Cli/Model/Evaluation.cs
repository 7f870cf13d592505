using System.Globalization;
using ImageClassification.Quality;

namespace ImageClassification.Cli.Model;

/// <param name="Model">As name@version.</param>
/// <param name="Report">On all images.</param>
/// <param name="Wrong">Images whose label is wrong.</param>
/// <param name="NotEvaluated">Null where every image was.</param>
/// <param name="UnknownTruths">How many images have each truth that is no label of the model, often by its spelling; null for none.</param>
internal sealed record Evaluation(
    string Model, QualityReport Report, IReadOnlyList<EvaluatedImage> Wrong, NotEvaluated? NotEvaluated, IReadOnlyDictionary<string, int>? UnknownTruths)
{
    /// <summary>A line for each threshold, of the highest accuracy where several have the same one; and what counts or is not evaluated.</summary>
    public IEnumerable<string> Remarks()
    {
        if (Report.Exact is { } exact)
        {
            yield return Text($"{exact} of {Report.Images} have exactly the right labels. All labels count in precision, recall and F1; the best label in the rest.");
        }

        foreach (var advice in Report.Advice.GroupBy(advice => Text($"{advice.Threshold:P1}")).Select(same => same.Last()))
        {
            yield return Text($"From {advice.Threshold:P1} it is right in {advice.Accuracy:P2} of cases: {advice.Coverage:P1} of the images, {advice.Left} left to review.");
        }

        if (NotEvaluated is not null)
        {
            yield return NotEvaluated.Describe(Model.Split('@')[0]);
        }

        if (UnknownTruths is not null)
        {
            var truths = UnknownTruths.OrderBy(truth => truth.Key, StringComparer.Ordinal).Select(truth => $"{truth.Key} ({truth.Value})");
            yield return $"Counted as wrong, because the model has no such label: {Screen.FirstOf([.. truths])}";
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
