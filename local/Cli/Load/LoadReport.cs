using System.Globalization;
using ImageClassification.Contracts;
using Spectre.Console;

namespace ImageClassification.Cli.Load;

/// <summary>What a run measured.</summary>
/// <param name="Seconds">From the start to the last prediction.</param>
/// <param name="Queryable">Seconds from S3's answer to an upload until GET answers with the prediction.</param>
/// <param name="Answering">The last part of it, from the prediction's own time on: of those images that were asked for meanwhile.</param>
/// <param name="Problems">What is lost or wrong, a line each.</param>
internal sealed record LoadReport(
    int Images,
    double Seconds,
    double UploadSeconds,
    Percentiles Queryable,
    Percentiles Answering,
    int Probes,
    IReadOnlyList<LoadMoment> Moments,
    IReadOnlyList<int> DoneBySecond,
    IReadOnlyList<string> Problems)
{
    private const int MostProblems = 20;

    public double ImagesPerSecond => Images / Seconds;

    public static LoadReport Of(
        int images,
        DateTimeOffset start,
        IReadOnlyDictionary<string, DateTimeOffset> uploaded,
        IReadOnlyList<Prediction> predictions,
        IReadOnlyList<double> lags,
        IReadOnlyList<LoadMoment> moments,
        IReadOnlyList<string> problems)
    {
        var answering = Percentiles.Of(lags);
        var done = predictions.Select(prediction => (prediction.PredictedAt - start).TotalSeconds).Order().ToList();
        var seconds = done.LastOrDefault();
        return new(
            images,
            seconds,
            (uploaded.Values.Max() - start).TotalSeconds,
            Percentiles.Of(predictions.Select(prediction => (prediction.PredictedAt - uploaded[prediction.Key]).TotalSeconds + answering.P50)),
            answering,
            lags.Count,
            moments,
            [.. Enumerable.Range(0, (int)seconds + 2).Select(second => done.Count(at => at <= second))],
            problems);
    }

    public void Write()
    {
        WriteLine($"{Images} images in {Seconds:F1} s: {ImagesPerSecond:F1} images/s. Uploaded in {UploadSeconds:F1} s.");
        WriteLine($"Most that waited: {Moments.Max(moment => moment.Events)} events, {Moments.Max(moment => moment.WorkItems)} work items.");
        var latencies = new Table { Border = TableBorder.Simple }.AddColumns("seconds", "p50", "p95", "p99");
        Row(latencies, "upload to queryable", Queryable.P50, Queryable.P95, Queryable.P99);
        Row(latencies, $"of it, prediction to GET ({Probes} probes)", Answering.P50, Answering.P95, Answering.P99);
        AnsiConsole.Write(latencies);

        var memory = new Table { Border = TableBorder.Simple }.AddColumns("MB in memory", "start", "quarter", "half", "three quarters", "end", "most");
        foreach (var name in Moments[0].Memory.Keys)
        {
            double[] values = [.. Moments.Select(moment => moment.Memory[name])];
            Row(memory, name, [.. Enumerable.Range(0, 5).Select(quarter => values[(values.Length - 1) * quarter / 4]), values.Max()]);
        }

        AnsiConsole.Write(memory);
        foreach (var problem in Problems.Take(MostProblems))
        {
            AnsiConsole.MarkupLineInterpolated($"[red]Lost or wrong:[/] {problem}");
        }

        WriteLine($"{Problems.Count} lost or wrong.");
    }

    private static void Row(Table table, string name, params double[] values) =>
        table.AddRow([name, .. values.Select(value => value.ToString(value < 10 ? "F3" : "F0", CultureInfo.InvariantCulture))]);

    private static void WriteLine(FormattableString line) => AnsiConsole.WriteLine(FormattableString.Invariant(line));
}
