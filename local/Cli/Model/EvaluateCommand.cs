using System.CommandLine;
using System.Globalization;
using ImageClassification.Contracts;
using ImageClassification.Inference;
using ImageClassification.Inference.Classification;
using ImageClassification.Quality;
using Spectre.Console;

namespace ImageClassification.Cli.Model;

internal static class EvaluateCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "The name of a folder in models/." }.Must("model", ModelsFolder.FaultOf);
        var source = new Argument<string>("source")
        {
            Description = "A folder with a folder for each label (images in others are not evaluated), or a file that says what images show: "
            + "CSV with key and label, JSON lines, or SageMaker's augmented manifest. It names the images relative to its own folder."
        }.MustExist();
        var minimum = Values.Number<double?>("--minimum", "The least accuracy. Ends with 1 below it.", 0, 1);
        var html = new Option<FileInfo?>("--html") { Description = "Write the report to this file too, with the matrix and the worst images. Replaces an existing one." }.MustBeNewFile();
        var json = Screen.JsonOption();
        var models = new ModelsFolder();
        var command = new Command("evaluate", """
            Measure how good a model is on images whose labels are known, as the Quality page of a batch does: a gate before a new version.
            Images that cannot be read count as wrong for --minimum.
            """) { name, source, minimum, html, json, models };
        command.AddExamples("./dev model evaluate clothing tests/samples", "./dev model evaluate clothing truth.csv --minimum 0.85 --html report.html");
        command.SetAction((parsed, cancellationToken) =>
        {
            using var classifier = ImageClassifier.Load(models.Path(parsed, parsed.GetRequiredValue(name)), new InferenceOptions());
            IReadOnlyList<string> labels = classifier.GivesUnknown ? [.. classifier.Labels, ScoredLabel.Unknown] : classifier.Labels;
            var (images, skipped) = LabelledImages.Read(parsed.GetRequiredValue(source), labels);
            var judged = Screen.Each("classified", images, image => EvaluatedImage.Of(classifier, image.File, image.Labels), cancellationToken);
            var report = QualityReport.Of(judged.ConvertAll(image => image.Judgement));
            var unknown = images.SelectMany(image => image.Labels).Where(label => !labels.Contains(label) && label != ScoredLabel.Unknown).CountBy(label => label).ToDictionary();
            var evaluation = new Evaluation(
                classifier.Identity.NameAndVersion(),
                report,
                [.. judged.Where(image => !image.Judgement.IsRight)],
                skipped.Count == 0 ? null : new(skipped, labels),
                unknown.Count == 0 ? null : unknown);
            if (parsed.GetValue(html) is { } file)
            {
                File.WriteAllText(file.FullName, EvaluationPage.Of(evaluation));
            }

            Screen.Write(parsed.GetValue(json), evaluation, CliJson.Default.Evaluation, () => Write(evaluation));
            var share = (double)report.Right / judged.Count;
            if (share < parsed.GetValue(minimum))
            {
                Screen.Progress.MarkupLineInterpolated(
                    CultureInfo.InvariantCulture, $"[red]{share:P2} are right, and {parsed.GetValue(minimum):P2} must be.[/]");
                return Task.FromResult(ExitCode.Failed);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void Write(Evaluation evaluation)
    {
        var report = evaluation.Report;
        var share = Text($"{report.Accuracy:P2} ({report.Interval?.Low:P2} to {report.Interval?.High:P2} with 95 % confidence)");
        WriteLine($"{evaluation.Model}: {report.Right} of {report.Images} right, {share}, {report.Unanswered} without a label.");
        WriteLine($"Mean F1 {report.MacroF1:P2}, calibration error {report.CalibrationError:P2}.");
        foreach (var line in evaluation.Remarks())
        {
            Console.WriteLine(line);
        }

        var labels = new Table { Border = TableBorder.Simple }.AddColumns("label", "support", "precision", "recall", "F1");
        foreach (var label in report.Labels)
        {
            labels.AddRow(
                Markup.Escape(label.Label), Text($"{label.Support}"),
                Text($"{label.Precision:P2}"), Text($"{label.Recall:P2}"), Text($"{label.F1:P2}"));
        }

        AnsiConsole.Write(labels);
        foreach (var cell in report.Matrix.Where(cell => cell.Truth != cell.Label).OrderByDescending(cell => cell.Count).Take(10))
        {
            WriteLine($"{cell.Count} {cell.Truth} predicted as {cell.Label}.");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void WriteLine(FormattableString text) => Console.WriteLine(Text(text));
}
