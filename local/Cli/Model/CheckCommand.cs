using System.CommandLine;
using System.Globalization;
using ImageClassification.Inference;
using ImageClassification.Inference.Classification;
using ImageClassification.Inference.Parity;
using ImageClassification.Runner;

namespace ImageClassification.Cli.Model;

internal static class CheckCommand
{
    private const int Runs = 15;

    public static Command Create()
    {
        var name = new Argument<string?>("name") { Description = "The model's folder. All by default.", Arity = ArgumentArity.ZeroOrOne };
        var models = new ModelsFolder();
        var command = new Command("check", """
            Prove that a model matches its manifest: hashes, shapes, types, labels, and the golden tensor and probabilities.
            Ends with 1 and the cause if it does not.
            """) { name, models };
        command.AddExamples("./dev model check", "./dev model check clothing", "./dev model check mine --models ~/models");
        command.SetAction(parsed =>
        {
            foreach (var model in parsed.GetValue(name) is { } one ? [one] : models.Names(parsed))
            {
                Check(models.Path(parsed, model));
            }

            return 0;
        });
        return command;
    }

    private static void Check(string folder)
    {
        using var classifier = ImageClassifier.Load(folder, new InferenceOptions());
        var (model, labels) = (classifier.Identity, classifier.Labels);
        Console.WriteLine(folder);
        Console.WriteLine($"  manifest  {model.NameAndVersion()}, {model.ManifestHash}");
        Console.WriteLine($"  model     {classifier.Sha256}");
        Console.WriteLine($"  graph     {classifier.Signature}");
        Console.WriteLine($"  labels    {labels.Count}: {string.Join(", ", labels.Take(10))}{(labels.Count > 10 ? ", …" : "")}");
        var golden = GoldenCheck.Run(folder, classifier);
        Console.WriteLine(golden is null
            ? "  golden    none: nothing proves the preprocessing. docs/models.md says how to make it."
            : string.Create(
                CultureInfo.InvariantCulture, $"  golden    {golden.Values:N0} values of the tensor equal, probabilities within {golden.Difference:0.0e-0}"));
        var image = golden?.Image ?? Path.Combine(PipelineOptions.FindRoot(), "tests", "samples", "dress", "dress-1.jpg");
        Console.WriteLine($"  time      {Time(classifier, File.ReadAllBytes(image))}");
    }

    /// <summary>Medians, after a run that warms up.</summary>
    private static string Time(ImageClassifier classifier, byte[] image)
    {
        var times = Enumerable.Range(0, Runs).Select(_ => classifier.Classify(image)).OfType<ClassificationResult.Classified>()
            .Select(result => result.Times).Skip(1).ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"decode {Median(time => time.Decode):F1} ms, preprocess {Median(time => time.Preprocess):F1} ms, infer {Median(time => time.Infer):F1} ms");

        double Median(Func<InferenceTimes, double> step) => times.Select(step).Order().ElementAt(times.Count / 2);
    }
}
