using System.CommandLine;
using System.Globalization;
using ImageClassification.Classifier.Queue;
using ImageClassification.Contracts;
using ImageClassification.Hosting;
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
        var name = new Argument<string?>("name") { Description = "The name of a folder in models/. All by default.", Arity = ArgumentArity.ZeroOrOne }.Must(
            "model", ModelsFolder.FaultOf);
        var accept = new Option<bool>("--accept") { Description = "Accept what is uncertain about the model that is named, and stop the warnings." };
        var json = Screen.JsonOption();
        var models = new ModelsFolder();
        var command = new Command("check", """
            Prove that models match their manifests: hashes, shapes, types, labels, and the golden tensor and probabilities.
            Checks all of them, and routing.json, and ends with 1 and the causes if one fails.
            """) { name, accept, json, models };
        command.AddExamples("./dev model check", "./dev model check clothing", "./dev model check mine --models ~/models");
        command.Validators.Add(result =>
        {
            if (result.GetValue(accept) && result.GetResult(name) is not { Tokens: [_] })
            {
                result.AddError("--accept needs the model's name: ./dev model check NAME --accept.");
            }
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            var (routed, fault) = parsed.GetValue(name) is null ? Routing(models.Path(parsed)) : ([], null);
            var folders = (parsed.GetValue(name) is { } one ? [one] : models.Names(parsed).Union(routed)).Select(model => models.Path(parsed, model)).ToList();
            var checks = folders.ConvertAll(folder =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                var text = $"Checking {Path.GetFileName(folder)}";
                return Screen.Progress.Status().Start($"{text} …", status => Try(
                    folder, parsed.GetValue(accept), () => status.Status($"{text}: the golden tensor differs. Searching for the preprocessing that gives it …"), cancellationToken));
            });
            checks.AddRange(fault is null ? [] : [fault]);
            Screen.Write(parsed.GetValue(json), checks, CliJson.Default.IReadOnlyListModelCheck, () => checks.ForEach(check => Write(check, name => models.Argument(parsed, name))));
            if (checks.FindAll(check => check.Error is not null) is { Count: > 0 } failed)
            {
                Screen.Progress.MarkupLineInterpolated(
                    $"{failed.Count} of {checks.Count} failed: {string.Join(", ", failed.Select(check => Path.GetFileName(check.Folder)))}");
                return Task.FromResult(ExitCode.Failed);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    /// <summary>The models that routing.json names, and what is wrong with it, by what the Classifier reads it with.</summary>
    private static (IEnumerable<string> Models, ModelCheck? Fault) Routing(string folder)
    {
        try
        {
            return (new ModelRouting(folder, defaultModel: default).Models.Skip(1).Select(model => model.ToString()), null);
        }
        catch (ConfigurationException exception)
        {
            return ([], new(Path.Combine(folder, "routing.json"), exception.Message));
        }
    }

    /// <summary>One that is broken does not keep the others from being checked.</summary>
    private static ModelCheck Try(string folder, bool accept, Action searching, CancellationToken cancellationToken)
    {
        try
        {
            return Check(folder, accept, searching, cancellationToken);
        }
        catch (Exception exception) when (exception is ModelException or IOException)
        {
            return new(folder, exception.Message);
        }
    }

    private static ModelCheck Check(string folder, bool accept, Action searching, CancellationToken cancellationToken)
    {
        using var classifier = ImageClassifier.Load(folder, new InferenceOptions());
        var golden = GoldenCheck.Run(folder, classifier, searching, cancellationToken);
        if (golden is not null)
        {
            OpenQuestions.Prove(folder);
        }

        var accepted = accept ? OpenQuestions.Accept(folder) : null;
        var image = golden?.Image ?? Path.Combine(PipelineOptions.FindRoot(), "tests", "samples", "dress", "dress-1.jpg");
        return new(folder)
        {
            Model = classifier.Identity,
            Sha256 = classifier.Sha256,
            Graph = classifier.Signature,
            Labels = classifier.Labels,
            GoldenValues = golden?.Values,
            GoldenDifference = golden?.Difference,
            Uncertain = OpenQuestions.Read(folder),
            Accepted = accepted,
            Times = Time(classifier, File.ReadAllBytes(image)),
        };
    }

    /// <summary>Medians, after a run that warms up.</summary>
    private static InferenceTimes Time(ImageClassifier classifier, byte[] image)
    {
        var times = Enumerable.Range(0, Runs).Select(_ => classifier.Classify(image)).OfType<Outcome<ClassifiedImage>.Ok>()
            .Select(result => result.Value.Times).Skip(1).ToList();
        return new(Median(time => time.Decode), Median(time => time.Preprocess), Median(time => time.Infer));

        double Median(Func<InferenceTimes, double> step) => times.Select(step).Order().ElementAt(times.Count / 2);
    }

    /// <param name="argument">A model's name as the next command needs it.</param>
    private static void Write(ModelCheck check, Func<string, string> argument)
    {
        Console.WriteLine(check.Folder);
        if (check.Error is not null)
        {
            Console.WriteLine($"  FAILED    {check.Error}");
            return;
        }

        var (model, labels, times) = (check.Model!, check.Labels, check.Times!);
        Console.WriteLine($"  manifest  {model.NameAndVersion()}, {model.ManifestHash}");
        Console.WriteLine($"  model     {check.Sha256}");
        Console.WriteLine($"  graph     {check.Graph}");
        Console.WriteLine($"  labels    {labels.Count}: {Screen.FirstOf(labels)}");
        Console.WriteLine(check.GoldenValues is null
            ? $"  golden    none: nothing proves the preprocessing. ./dev model golden {argument(model.Name)} --image photo.jpg says how to make it."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"  golden    {check.GoldenValues:N0} values of the tensor equal, probabilities within {check.GoldenDifference:0.0e-0}"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  time      decode {times.Decode:F1} ms, preprocess {times.Preprocess:F1} ms, infer {times.Infer:F1} ms"));
        if (check.Accepted is { } accepted)
        {
            Console.WriteLine($"  accepted  {(accepted.Count > 0 ? string.Join(", ", accepted) : "nothing: nothing was uncertain")}");
        }

        if (check.Uncertain.Count > 0)
        {
            Console.WriteLine("  WARNING   guessed, and not proven (golden files prove input, resize and normalization; "
                + $"--accept confirms what is listed):\n            {string.Join("\n            ", check.Uncertain)}");
        }
    }
}
