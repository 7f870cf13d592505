using System.CommandLine;
using System.Globalization;
using ImageClassification.Inference;
using ImageClassification.Inference.Classification;
using ImageClassification.Models;
using ImageClassification.Runner;
using Spectre.Console;

namespace ImageClassification.Cli.Model;

internal static class CheckCommand
{
    private const int Runs = 15;

    public static Command Create()
    {
        var name = new Argument<string?>("name") { Description = "The model's folder. All by default.", Arity = ArgumentArity.ZeroOrOne };
        var json = Screen.JsonOption();
        var models = new ModelsFolder();
        var command = new Command("check", """
            Prove that a model matches its manifest: hashes, shapes, types, labels, and the golden tensor and probabilities.
            Ends with 1 and the cause if it does not.
            """) { name, json, models };
        command.AddExamples("./dev model check", "./dev model check clothing", "./dev model check mine --models ~/models");
        command.SetAction(parsed =>
        {
            var names = parsed.GetValue(name) is { } one ? [one] : models.Names(parsed).ToList();
            var checks = names.ConvertAll(model => Screen.Progress.Status().Start($"Checking {model} …", _ => Check(models.Path(parsed, model))));
            Screen.Write(parsed.GetValue(json), checks, CliJson.Default.IReadOnlyListModelCheck, () => checks.ForEach(Write));
            return ExitCode.Done;
        });
        return command;
    }

    private static ModelCheck Check(string folder)
    {
        using var classifier = ImageClassifier.Load(folder, new InferenceOptions());
        var golden = GoldenCheck.Run(folder, classifier);
        var image = golden?.Image ?? Path.Combine(PipelineOptions.FindRoot(), "tests", "samples", "dress", "dress-1.jpg");
        return new(
            folder, classifier.Identity, classifier.Sha256, classifier.Signature, classifier.Labels, golden?.Values, golden?.Difference, Time(classifier, File.ReadAllBytes(image)));
    }

    /// <summary>Medians, after a run that warms up.</summary>
    private static InferenceTimes Time(ImageClassifier classifier, byte[] image)
    {
        var times = Enumerable.Range(0, Runs).Select(_ => classifier.Classify(image)).OfType<ClassificationResult.Classified>()
            .Select(result => result.Times).Skip(1).ToList();
        return new(Median(time => time.Decode), Median(time => time.Preprocess), Median(time => time.Infer));

        double Median(Func<InferenceTimes, double> step) => times.Select(step).Order().ElementAt(times.Count / 2);
    }

    private static void Write(ModelCheck check)
    {
        var (model, labels, times) = (check.Model, check.Labels, check.Times);
        Console.WriteLine(check.Folder);
        Console.WriteLine($"  manifest  {model.NameAndVersion()}, {model.ManifestHash}");
        Console.WriteLine($"  model     {check.Sha256}");
        Console.WriteLine($"  graph     {check.Graph}");
        Console.WriteLine($"  labels    {labels.Count}: {string.Join(", ", labels.Take(10))}{(labels.Count > 10 ? ", …" : "")}");
        Console.WriteLine(check.GoldenValues is null
            ? "  golden    none: nothing proves the preprocessing. docs/models.md says how to make it."
            : string.Create(
                CultureInfo.InvariantCulture, $"  golden    {check.GoldenValues:N0} values of the tensor equal, probabilities within {check.GoldenDifference:0.0e-0}"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  time      decode {times.Decode:F1} ms, preprocess {times.Preprocess:F1} ms, infer {times.Infer:F1} ms"));
    }
}
