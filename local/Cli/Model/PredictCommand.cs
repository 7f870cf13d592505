using System.CommandLine;
using System.Globalization;
using ImageClassification.Contracts;
using ImageClassification.Inference;
using ImageClassification.Inference.Classification;
using ImageClassification.Runner;
using Spectre.Console;

namespace ImageClassification.Cli.Model;

internal static class PredictCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("files") { Description = "Images, or folders of them.", Arity = ArgumentArity.OneOrMore }.MustExist();
        var model = new Option<string>("--model") { Description = "The name of a folder in models/.", Required = true }.Must("model", ModelsFolder.FaultOf);
        var json = Screen.JsonOption();
        var models = new ModelsFolder();
        var command = new Command("predict", """
            Classify files with a model, without the pipeline.
            """) { paths, model, json, models };
        command.AddExamples("./dev model predict --model clothing photo.jpg", "./dev model predict --model clothing ~/Pictures --json");
        command.SetAction((parsed, cancellationToken) =>
        {
            using var classifier = ImageClassifier.Load(models.Path(parsed, parsed.GetRequiredValue(model)), new InferenceOptions());
            var files = parsed.GetRequiredValue(paths).SelectMany(FilesOf).ToList();
            var predictions = Screen.Each("classified", files, file => FilePrediction.Of(classifier, file), cancellationToken);
            if (predictions.TrueForAll(prediction => prediction.Error?.Code == ErrorCode.UnsupportedFormat))
            {
                var given = parsed.GetRequiredValue(paths);
                throw new UsageException(
                    $"{string.Join(", ", given)} {(given.Length == 1 ? $"is not an image ({ImageFormats.All}), or a folder" : $"are not images ({ImageFormats.All}), or folders")} of them.");
            }

            Screen.Write(
                parsed.GetValue(json),
                predictions,
                CliJson.Default.IReadOnlyListFilePrediction,
                () => WriteTable(predictions));

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static IEnumerable<string> FilesOf(string path) =>
        File.Exists(path) ? [path] : ImageFolder.Files(path);

    private static void WriteTable(IEnumerable<FilePrediction> predictions)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("file", "label", "confidence", "next");
        table.Columns[0].NoWrap();
        table.Columns[2].RightAligned();
        foreach (var prediction in predictions)
        {
            string[] cells = prediction.Labels is [var best, ..]
                ? [best.Label, Percent(best), string.Concat(prediction.Labels.Skip(1).Take(1).Select(label => $"{label.Label} {Percent(label)}"))]
                : [prediction.Error!.Code, "", prediction.Error.Message];
            table.AddRow([Markup.Escape(prediction.File), .. cells.Select(Markup.Escape)]);
        }

        AnsiConsole.Write(table);

        static string Percent(ScoredLabel label) => label.Confidence.ToString("P1", CultureInfo.InvariantCulture);
    }
}
