namespace ImageClassification.Quality;

/// <summary>How good a model is on images whose truth is known.</summary>
public sealed record QualityReport
{
    /// <summary>Number of parts that <see cref="Calibration"/> has.</summary>
    public const int Bins = 10;

    private const int Steps = 100;

    private static readonly double[] Targets = [0.9, 0.95, 0.99];

    /// <summary>Images with a truth and a label. All that follows is of these, but for the coverage.</summary>
    public required int Images { get; init; }

    /// <summary>Images with a truth and no label: they failed, or the model has not seen them.</summary>
    public required int Unanswered { get; init; }

    public required int Right { get; init; }

    /// <summary>Images of which a multi-label model gives exactly what they show; null for other models.</summary>
    public int? Exact { get; init; }

    /// <summary>Null without images.</summary>
    public double? Accuracy => Images == 0 ? null : (double)Right / Images;

    /// <summary>Of the accuracy, by <see cref="Interval.Wilson"/>.</summary>
    public Interval? Interval => Interval.Wilson(Right, Images);

    /// <summary>By support, the largest first.</summary>
    public required IReadOnlyList<LabelQuality> Labels { get; init; }

    /// <summary>The mean of the labels' F1, each counting the same.</summary>
    public double MacroF1 => Labels.Count == 0 ? 0 : Labels.Sum(label => label.F1) / Labels.Count;

    /// <summary>Of the likeliest label. By truth, then by count.</summary>
    public required IReadOnlyList<Confusion> Matrix { get; init; }

    /// <summary>This and what follows: without images that are predicted as unknown.</summary>
    public required IReadOnlyList<CalibrationBin> Calibration { get; init; }

    /// <summary>
    /// The expected calibration error: by how much confidence and accuracy differ in the mean over all images, bin by bin. C. Guo et al.,
    /// "On calibration of modern neural networks", 2017.
    /// </summary>
    public required double CalibrationError { get; init; }

    /// <summary>At every hundredth of confidence, from 0 to 1.</summary>
    public required IReadOnlyList<CoveragePoint> Curve { get; init; }

    /// <summary>For each of a few targets, without unreachable ones.</summary>
    public required IReadOnlyList<Advice> Advice { get; init; }

    /// <param name="judgements">In any order: sums are exact, so that it changes no digit.</param>
    public static QualityReport Of(IReadOnlyCollection<Judgement> judgements)
    {
        var answered = judgements.Where(judgement => judgement.Label is not null).ToList();
        var falling = answered.Where(judgement => judgement.Confidence is not null)
            .Select(judgement => (Confidence: judgement.Confidence!.Value, judgement.IsRight)).OrderByDescending(each => each.Confidence).ToList();
        var bins = Enumerable.Range(0, Bins).Select(bin => falling.Where(each => BinOf(each.Confidence) == bin).ToList()).ToList();
        List<Confusion> matrix = [.. answered.GroupBy(CellOf).Select(cell => new Confusion(cell.Key.Truth, cell.Key.Label, cell.Count()))
            .OrderBy(cell => cell.Truth, StringComparer.Ordinal).ThenByDescending(cell => cell.Count).ThenBy(cell => cell.Label, StringComparer.Ordinal)];
        return new QualityReport
        {
            Images = answered.Count,
            Unanswered = judgements.Count - answered.Count,
            Right = answered.Count(judgement => judgement.IsRight),
            Exact = answered.Exists(judgement => judgement.Labels is not null) ? answered.Count(judgement => judgement.IsExact) : null,
            Labels = LabelsOf(answered),
            Matrix = matrix,
            Calibration = [.. bins.Select((bin, index) => new CalibrationBin(
                (double)index / Bins, (index + 1.0) / Bins, bin.Count, bin.Count(each => each.IsRight),
                bin.Count == 0 ? 0 : (double)(Sum(bin) / bin.Count)))],
            CalibrationError = falling.Count == 0 ? 0
                : (double)(bins.Sum(bin => Math.Abs(Sum(bin) - bin.Count(each => each.IsRight))) / falling.Count),
            Curve = CurveOf(falling),
            Advice = [.. Targets.Select(target => AdviceFor(target, falling, judgements.Count)).OfType<Advice>()],
        };
    }

    private static decimal Sum(IEnumerable<(double Confidence, bool IsRight)> bin) => bin.Sum(each => (decimal)each.Confidence);

    private static int BinOf(double confidence) => Math.Clamp((int)Math.Ceiling((decimal)confidence * Bins) - 1, 0, Bins - 1);

    private static (string Truth, string Label) CellOf(Judgement judgement) =>
        (judgement.IsRight ? judgement.Label! : judgement.Truth[0], judgement.Label!);

    /// <summary>All labels of a multi-label model and all truths; for other models, the image's cell of the matrix.</summary>
    private static (IReadOnlyList<string> Truth, IReadOnlyList<string> Labels) CountedOf(Judgement judgement)
    {
        var (truth, label) = CellOf(judgement);
        return judgement.Labels is { } labels ? (judgement.Truth, labels) : ([truth], [label]);
    }

    private static IReadOnlyList<LabelQuality> LabelsOf(IEnumerable<Judgement> answered)
    {
        var counted = answered.Select(CountedOf).ToList();
        var supports = Count(counted.SelectMany(each => each.Truth.Distinct()));
        var predictions = Count(counted.SelectMany(each => each.Labels));
        var hits = Count(counted.SelectMany(each => each.Truth.Intersect(each.Labels)));
        return
        [
            .. supports.Keys.Union(predictions.Keys)
                .Select(label => new LabelQuality(
                    label, supports.GetValueOrDefault(label), predictions.GetValueOrDefault(label), hits.GetValueOrDefault(label)))
                .OrderByDescending(label => label.Support).ThenBy(label => label.Label, StringComparer.Ordinal),
        ];

        static Dictionary<string, int> Count(IEnumerable<string> labels) => labels.CountBy(label => label).ToDictionary();
    }

    private static List<CoveragePoint> CurveOf(List<(double Confidence, bool IsRight)> falling)
    {
        var (points, at, right) = (new List<CoveragePoint>(), 0, 0);
        for (var step = Steps; step >= 0; step--)
        {
            var threshold = (double)step / Steps;
            for (; at < falling.Count && falling[at].Confidence >= threshold; at++)
            {
                right += falling[at].IsRight ? 1 : 0;
            }

            points.Add(new(threshold, at, right));
        }

        points.Reverse();
        return points;
    }

    private static Advice? AdviceFor(double target, List<(double Confidence, bool IsRight)> falling, int all)
    {
        Advice? best = null;
        var right = 0;
        for (var at = 0; at < falling.Count; at++)
        {
            right += falling[at].IsRight ? 1 : 0;
            var isLastOfIts = at + 1 == falling.Count || falling[at + 1].Confidence < falling[at].Confidence;
            if (isLastOfIts && right >= target * (at + 1))
            {
                best = new(target, falling[at].Confidence, (double)right / (at + 1), (double)(at + 1) / all, all - at - 1);
            }
        }

        return best;
    }
}
