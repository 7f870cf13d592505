namespace ImageClassification.Quality.Tests;

/// <summary>
/// Twelve images. What is expected was computed by scikit-learn 1.2 (precision_recall_fscore_support and confusion_matrix with zero_division=0),
/// SciPy 1.10 (binomtest(8, 12).proportion_ci(method="wilson")) and, for the calibration, in fractions and by NumPy 1.24 with
/// digitize(right=True).
/// </summary>
public sealed class QualityReportTests
{
    /// <summary>A last digit of a double near one.</summary>
    private const double Digit = 2.3e-16;

    private static readonly Judgement[] Twelve =
    [
        Of("dress", "dress", 0.95), Of("dress", "dress", 0.9), Of("dress", "hat", 0.51),
        Of("dress", "dress", 0.3), Of("hat", "hat", 0.99), Of("hat", "hat", 0.75),
        Of("hat", "shoes", 0.6), Of("shoes", "shoes", 0.8), Of("shoes", "shoes", 1),
        Of("shoes", "dress", 0.45), Of("pants", "pants", 0.1), Of("pants", "shirt", 0.2),
    ];

    private readonly QualityReport _report = QualityReport.Of(Twelve);

    [Fact]
    public void The_accuracy_has_its_interval()
    {
        (_report.Images, _report.Right, _report.Unanswered).ShouldBe((12, 8, 0));
        _report.Accuracy.ShouldBe(0.6666666666666666);
        _report.Interval!.Low.ShouldBe(0.39062208887279953, Digit);
        _report.Interval.High.ShouldBe(0.8618799089087867, Digit);
    }

    [Theory]
    [InlineData("dress", 4, 0.75, 0.75, 0.75)]
    [InlineData("hat", 3, 0.6666666666666666, 0.6666666666666666, 0.6666666666666666)]
    [InlineData("shoes", 3, 0.6666666666666666, 0.6666666666666666, 0.6666666666666666)]
    [InlineData("pants", 2, 1.0, 0.5, 0.6666666666666666)]
    [InlineData("shirt", 0, 0.0, 0.0, 0.0)]
    public void Each_label_has_precision_recall_F1_and_support(string name, int support, double precision, double recall, double f1)
    {
        var label = _report.Labels.Single(each => each.Label == name);

        (label.Support, label.Precision, label.Recall, label.F1).ShouldBe((support, precision, recall, f1));
    }

    [Fact]
    public void The_labels_count_the_same_in_the_mean_F1() => _report.MacroF1.ShouldBe(0.55, Digit);

    [Fact]
    public void The_matrix_has_a_cell_for_each_truth_and_label_that_occur() => _report.Matrix.ShouldBe(
    [
        new("dress", "dress", 3), new("dress", "hat", 1), new("hat", "hat", 2), new("hat", "shoes", 1),
        new("pants", "pants", 1), new("pants", "shirt", 1), new("shoes", "shoes", 2), new("shoes", "dress", 1),
    ]);

    [Fact]
    public void Each_part_of_the_confidence_has_its_accuracy_and_an_edge_is_in_the_lower_part()
    {
        _report.Calibration.Select(bin => (bin.Count, bin.Right, bin.MeanConfidence)).ShouldBe(
            [(1, 1, 0.1), (1, 0, 0.2), (1, 1, 0.3), (0, 0, 0), (1, 0, 0.45), (2, 0, 0.555), (0, 0, 0), (2, 2, 0.775), (1, 1, 0.9), (3, 3, 0.98)]);
        _report.CalibrationError.ShouldBe(0.3308333333333333, Digit);
    }

    [Theory]
    [InlineData(0.0, 12, 8)]
    [InlineData(0.45, 9, 6)]
    [InlineData(0.46, 8, 6)]
    [InlineData(0.75, 6, 6)]
    [InlineData(1.0, 1, 1)]
    public void The_curve_says_how_many_are_covered_from_a_confidence_on(double threshold, int covered, int right) =>
        _report.Curve.Single(point => point.Threshold == threshold).ShouldBe(new(threshold, covered, right));

    [Fact]
    public void The_advice_is_the_lowest_confidence_that_is_right_often_enough_and_what_is_left() =>
        _report.Advice.ShouldBe([new(0.9, 0.75, 1, 0.5, 6), new(0.95, 0.75, 1, 0.5, 6), new(0.99, 0.75, 1, 0.5, 6)]);

    [Fact]
    public void Images_of_the_same_confidence_are_covered_together()
    {
        var report = QualityReport.Of([Of("a", "a", 0.5), Of("a", "b", 0.5), Of("a", "b", 0.4)]);

        report.Advice.ShouldBeEmpty();
    }

    [Fact]
    public void What_has_no_label_is_left_to_look_at_and_is_no_error()
    {
        var report = QualityReport.Of([Of("a", "a", 0.9), new(["b"], null, null)]);

        (report.Images, report.Unanswered, report.Accuracy).ShouldBe((1, 1, 1.0));
        report.Advice[^1].ShouldBe(new(0.99, 0.9, 1, 0.5, 1));
    }

    [Fact]
    public void An_image_that_shows_several_is_right_by_any_of_them_and_counts_once_as_in_the_matrix()
    {
        var report = QualityReport.Of([new(["a", "b"], "b", 0.9), new(["a", "b"], "c", 0.8)]);

        (report.Right, report.Exact).ShouldBe((1, null));
        report.Matrix.ShouldBe([new("a", "c", 1), new("b", "b", 1)]);
        report.Labels.ShouldBe([new("a", 1, 0, 0), new("b", 1, 1, 1), new("c", 0, 1, 0)]);
    }

    [Fact]
    public void All_labels_of_a_multi_label_model_count_for_each_label_and_the_best_one_elsewhere()
    {
        var report = QualityReport.Of(
        [
            new(["b", "a"], "a", 0.9, ["a", "b"]), new(["a", "b"], "a", 0.8, ["a"]), new(["b"], "a", 0.7, ["a", "b"]),
            new(["unknown"], "unknown", null, ["unknown"]), new(["c"], "unknown", null, ["unknown"]), new(["c"], null, null),
        ]);

        (report.Images, report.Unanswered, report.Right, report.Exact).ShouldBe((5, 1, 3, 2));
        report.Labels.ShouldBe([new("b", 3, 2, 2), new("a", 2, 3, 2), new("c", 1, 0, 0), new("unknown", 1, 2, 1)]);
        report.Matrix.ShouldBe([new("a", "a", 2), new("b", "a", 1), new("c", "unknown", 1), new("unknown", "unknown", 1)]);
    }

    [Fact]
    public void Unknown_is_an_answer_whose_confidence_says_nothing()
    {
        var report = QualityReport.Of([Of("a", "a", 0.75), new(["unknown"], "unknown", null), new(["a"], "unknown", null)]);

        (report.Images, report.Right, report.CalibrationError).ShouldBe((3, 2, 0.25));
        report.Calibration.Sum(bin => bin.Count).ShouldBe(1);
        report.Curve[0].ShouldBe(new(0, 1, 1));
        report.Advice[^1].ShouldBe(new(0.99, 0.75, 1, 1 / 3.0, 2));
    }

    [Fact]
    public void Nothing_is_measured_of_nothing()
    {
        var report = QualityReport.Of([]);

        (report.Accuracy, report.Interval, report.CalibrationError, report.MacroF1).ShouldBe((null, null, 0.0, 0.0));
        report.Advice.ShouldBeEmpty();
    }

    [Fact]
    public void The_order_of_the_images_changes_no_digit()
    {
        var random = new Random(1);
        var many = Enumerable.Range(0, 5000).Select(number => Of($"{number % 7}", $"{random.Next(7)}", Math.Round(random.NextDouble(), 7))).ToList();

        var (forwards, shuffled) = (QualityReport.Of(many), QualityReport.Of([.. many.OrderBy(_ => random.Next())]));

        shuffled.CalibrationError.ShouldBe(forwards.CalibrationError);
        shuffled.Calibration.ShouldBe(forwards.Calibration);
        shuffled.Curve.ShouldBe(forwards.Curve);
        shuffled.Matrix.ShouldBe(forwards.Matrix);
    }

    private static Judgement Of(string truth, string label, double confidence) => new([truth], label, confidence);
}
