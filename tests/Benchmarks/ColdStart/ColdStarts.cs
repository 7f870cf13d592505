using ImageClassification.Benchmarks.Contenders;
using ImageClassification.Benchmarks.Reports;

namespace ImageClassification.Benchmarks.ColdStart;

/// <summary>Starts of every function as it is deployed, beside the managed build, Node, and a native program that only runs the model.</summary>
internal sealed class ColdStarts(Workshop workshop, int rounds)
{
    private const string Native = "native";
    private const string Managed = "ReadyToRun";
    private const string Node = "Node";
    private const string Bare = "bare";

    private readonly Dictionary<(string Function, string Build), List<StartTimes>> _times = [];

    /// <param name="image">A file of an image.</param>
    public async Task MeasureAsync(string image)
    {
        var classify = $$"""{"image":"{{Convert.ToBase64String(await File.ReadAllBytesAsync(image))}}"}""";
        for (var round = 0; round <= rounds; round++)
        {
            await AddAsync(round, "Classify", Native, FirstAnswer.OfFunctionAsync(workshop.NativeFunction("Classifier"), classify));
            await AddAsync(round, "Classify", Managed, FirstAnswer.OfFunctionAsync(workshop.ManagedFunction("Classifier"), classify));
            await AddAsync(round, "Classify", Node, FirstAnswer.OfFunctionAsync(workshop.NodeFunction(), classify));
            await AddAsync(round, "Classify", Bare, FirstAnswer.OfBareAsync(workshop.Bare()));
            foreach (var (function, sample) in new[] { ("Query", "http-health.json"), ("Ingest", "s3-test-event.json") })
            {
                var payload = await workshop.EventAsync(sample);
                await AddAsync(round, function, Native, FirstAnswer.OfFunctionAsync(workshop.NativeFunction(function), payload));
                await AddAsync(round, function, Managed, FirstAnswer.OfFunctionAsync(workshop.ManagedFunction(function), payload));
            }
        }
    }

    /// <returns>The targets.</returns>
    public IEnumerable<Target> Report(Report report)
    {
        report.Section(
            "Cold start",
            "Medians in milliseconds from process start to the response over the local Runtime API. Ready: the model is loaded and the first event is requested. Node's "
            + "function has no AWS client and only a loop for a runtime. Bare is a native program that only loads and runs the model; there, ready is the runtime alone. "
            + "Query answers GET /health, Ingest S3's test event.",
            "The Classifier also does HTTP and JSON, checks the manifest's hashes, sets up options, log and metrics, and decodes an image. Memory is the peak of the first "
            + "hundred requests; the package excludes the model.");
        report.Columns("", "ready", "first request", "in all", "processor time", "100th request", "memory, MB", "package, MB");
        foreach (var ((function, build), times) in _times)
        {
            report.Row(
                $"{function}, {build}",
                Median(times, time => time.Ready),
                Median(times, time => time.Answered - time.Ready),
                Median(times, time => time.Answered),
                Median(times, time => time.Cpu),
                Median(times, time => time.Hundredth),
                Median(times, time => time.Megabytes),
                workshop.PackageBytes(function, build == Native, build == Managed) is { } bytes ? Reports.Report.Number(bytes / 1e6) : "");
        }

        yield return new("cold start of Classify: time / that of a bare native process", Answered("Classify", Native) / Answered("Classify", Bare), 1, AtLeast: false);
        yield return new("cold start of Classify: time / Node's", Answered("Classify", Native) / Answered("Classify", Node), 0.5, AtLeast: false);
        foreach (var function in new[] { "Query", "Ingest" })
        {
            yield return new($"cold start of {function}: time / the ReadyToRun build's", Answered(function, Native) / Answered(function, Managed), 0.25, AtLeast: false);
        }
    }

    private double Answered(string function, string build) => Race.Median(_times[(function, build)].Select(time => time.Answered));

    private async Task AddAsync(int round, string function, string build, Task<StartTimes> start)
    {
        var times = await start;
        if (!_times.TryGetValue((function, build), out var list))
        {
            _times[(function, build)] = list = [];
        }

        if (round > 0)
        {
            list.Add(times);
        }
    }

    private static string Median(IEnumerable<StartTimes> times, Func<StartTimes, double?> part) =>
        times.Select(part).OfType<double>().ToList() is { Count: > 0 } values ? Reports.Report.Number(Race.Median(values)) : "";
}
