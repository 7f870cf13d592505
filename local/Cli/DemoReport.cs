using System.Globalization;
using ImageClassification.Contracts;
using Spectre.Console;

namespace ImageClassification.Cli;

/// <summary>The output of the demonstration.</summary>
internal static class DemoReport
{
    private const int MostRows = 60;

    /// <param name="models">The folder that has each model's labels.</param>
    /// <param name="all">Whether to show a row for each image even where there are many.</param>
    public static void Write(DemoResult result, string models, bool all)
    {
        var (shown, missing) = (result.Predictions, result.Missing);
        var few = all || result.Uploaded <= MostRows;
        WriteTable(few ? shown : shown.Where(prediction => prediction.Status == PredictionStatus.Failed));
        if (!few)
        {
            AnsiConsole.WriteLine("Only failures are listed. --all lists every image.");
        }

        WriteCounts(shown);
        WriteLine($"{shown.Count} of {Screen.Count(result.Uploaded, "image")} predicted in {result.Seconds:F1} s: {shown.Count / result.Seconds:F1} images/s.");
        WriteAccuracy(shown, models);
        foreach (var key in missing.Take(10))
        {
            AnsiConsole.MarkupLineInterpolated($"[red]No prediction:[/] {key}");
        }

        if (missing.Count > 0)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]Without a prediction: {Screen.Count(missing.Count, "image")}.[/] artifacts/local/Classifier.log says why.");
        }
    }

    private static void WriteTable(IEnumerable<Prediction> predictions)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("key", "status", "label", "confidence", "ms");
        table.Columns[3].RightAligned();
        table.Columns[4].RightAligned();
        foreach (var prediction in predictions)
        {
            var milliseconds = prediction.Times is { } times ? times.Fetch + times.Decode + times.Preprocess + times.Infer : (double?)null;
            table.AddRow(
                Markup.Escape(prediction.Key),
                prediction.Status == PredictionStatus.Classified ? "[green]CLASSIFIED[/]" : "[yellow]FAILED[/]",
                Markup.Escape(prediction.Label ?? prediction.Error?.Code ?? ""),
                prediction.Confidence?.ToString("P1", CultureInfo.InvariantCulture) ?? "",
                milliseconds?.ToString("F0", CultureInfo.InvariantCulture) ?? "");
        }

        if (table.Rows.Count > 0)
        {
            AnsiConsole.Write(table);
        }
    }

    private static void WriteCounts(IEnumerable<Prediction> predictions)
    {
        foreach (var status in predictions.GroupBy(prediction => prediction.Status).OrderBy(group => group.Key))
        {
            var details = status
                .CountBy(prediction => prediction.Label ?? prediction.Error?.Code ?? "")
                .OrderByDescending(count => count.Value)
                .Select(count => $"{count.Key} {count.Value}");
            AnsiConsole.WriteLine($"{status.Count()} {status.Key.ToString().ToLowerInvariant()}: {string.Join("; ", details)}");
        }
    }

    /// <summary>A folder named like one of the model's labels says what its images show.</summary>
    private static void WriteAccuracy(IReadOnlyList<Prediction> predictions, string models)
    {
        var labels = predictions.Select(prediction => prediction.Model.Name).Distinct()
            .Select(model => Path.Combine(models, model, "labels.txt"))
            .Where(File.Exists)
            .SelectMany(File.ReadLines)
            .ToHashSet();
        var told = predictions.Where(prediction => labels.Contains(Folder(prediction))).ToList();
        if (told.Count > 0)
        {
            var right = told.Count(prediction => prediction.Label == Folder(prediction));
            WriteLine($"{right} of {told.Count} right ({100.0 * right / told.Count:F2} %), by the name of the folder.");
        }

        static string Folder(Prediction prediction) => prediction.Key.ToString().Split('/')[^2];
    }

    private static void WriteLine(FormattableString line) => AnsiConsole.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
