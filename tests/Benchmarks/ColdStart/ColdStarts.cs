using System.Diagnostics;
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
    private const string BareTuned = "bare, with the image's GLIBC_TUNABLES";

    private readonly List<Contender> _contenders = [];

    /// <param name="image">A file of an image.</param>
    public async Task MeasureAsync(string image)
    {
        var classify = $$"""{"image":"{{Convert.ToBase64String(await File.ReadAllBytesAsync(image))}}"}""";
        foreach (var (function, payload) in new[] { ("Classifier", classify),
            ("Query", await workshop.EventAsync("http-health.json")), ("Ingest", await workshop.EventAsync("s3-test-event.json")) })
        {
            Add(function, Native, () => workshop.NativeFunction(function), payload);
            Add(function, Managed, () => workshop.ManagedFunction(function), payload);
        }

        Add("Classifier", Node, workshop.NodeFunction, classify);
        _contenders.Add(new("Classifier", Bare, () => FirstAnswer.OfBareAsync(workshop.Bare())));
        _contenders.Add(new("Classifier", BareTuned, () => FirstAnswer.OfBareAsync(workshop.TunedBare())));
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var contender in _contenders)
            {
                var times = await contender.StartAsync();
                if (round > 0)
                {
                    contender.Times.Add(times);
                }
            }
        }

        void Add(string function, string build, Func<ProcessStartInfo> start, string payload) =>
            _contenders.Add(new(function, build, () => FirstAnswer.OfFunctionAsync(start(), payload))
            {
                Package = build == Node ? null : Path.GetDirectoryName(start().FileName),
            });
    }

    /// <returns>The targets.</returns>
    public IEnumerable<Target> Report(Report report)
    {
        report.Section(
            "Cold start",
            "Medians in milliseconds from process start to the response over the local Runtime API. "
            + "Ready: the model is loaded and the first event is requested. Node's "
            + "function has no AWS client and only a loop for a runtime. "
            + "Bare is a native program that only loads and runs the model; there, ready is the runtime alone. "
            + "Query answers GET /health, Ingest S3's test event.",
            "The Classifier also does HTTP and JSON, checks the manifest's hashes, sets up options, log and metrics, and decodes an image. "
            + "Memory is the peak of the first "
            + "hundred requests; the package excludes the model.");
        report.Columns("", "ready", "first request", "in all", "processor time", "100th request", "memory, MB", "package, MB");
        foreach (var contender in _contenders)
        {
            report.Row(
                $"{contender.Function}, {contender.Build}",
                contender.Median(time => time.Ready),
                contender.Median(time => time.Answered - time.Ready),
                contender.Median(time => time.Answered),
                contender.Median(time => time.Cpu),
                contender.Median(time => time.Hundredth),
                contender.Median(time => time.Megabytes),
                contender.Package is { } folder ? Reports.Report.Number(new DirectoryInfo(folder)
                    .EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) / 1e6) : "");
        }

        yield return new(
            "cold start of Classifier: time / that of a bare native process",
            Answered("Classifier", Native) / Answered("Classifier", Bare), 1, AtLeast: false);
        yield return new("cold start of Classifier: time / Node's", Answered("Classifier", Native) / Answered("Classifier", Node), 0.5, AtLeast: false);
        foreach (var function in new[] { "Query", "Ingest" })
        {
            yield return new(
                $"cold start of {function}: time / the ReadyToRun build's",
                Answered(function, Native) / Answered(function, Managed), 0.25, AtLeast: false);
        }
    }

    private double Answered(string function, string build) =>
        Race.Median(_contenders.Single(contender => contender.Function == function && contender.Build == build).Times.Select(time => time.Answered));

    /// <param name="StartAsync">Starts it once.</param>
    private sealed record Contender(string Function, string Build, Func<Task<StartTimes>> StartAsync)
    {
        public List<StartTimes> Times { get; } = [];

        /// <summary>The folder that is deployed; null for what is not.</summary>
        public string? Package { get; init; }

        public string Median(Func<StartTimes, double?> part) =>
            Times.Select(part).OfType<double>().ToList() is { Count: > 0 } values ? Reports.Report.Number(Race.Median(values)) : "";
    }
}
