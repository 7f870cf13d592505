using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json;
using ImageClassification.Hosting;
using ImageClassification.Hosting.Metrics;

namespace ImageClassification.Classifier.Tests;

/// <summary>What a function logs and measures, as on Lambda.</summary>
internal sealed class FunctionLog : IDisposable
{
    private readonly MemoryStream _output = new();
    private readonly EmbeddedMetrics _metrics;

    public FunctionLog()
    {
        Logs = new(_output, TimeProvider.System);
        _metrics = new(Meter, Logs, "Classifier", TimeProvider.System);
    }

    public Meter Meter { get; } = new("Classifier.Tests");

    public JsonLoggerFactory Logs { get; }

    public List<JsonElement> Lines() =>
        [.. Encoding.UTF8.GetString(_output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>The values of each metric, by its name and what it has of dimensions beside the function.</summary>
    public Dictionary<string, List<double>> Metrics()
    {
        _metrics.Write();
        var values =
            from line in Lines()
            where line.TryGetProperty("_aws", out _)
            let directive = line.GetProperty("_aws").GetProperty("CloudWatchMetrics")[0]
            let tags = directive.GetProperty("Dimensions")[0].EnumerateArray().Skip(1).Select(name => $" {name}={line.GetProperty(name.GetString()!)}")
            from metric in directive.GetProperty("Metrics").EnumerateArray()
            let name = metric.GetProperty("Name").GetString()!
            select (Name: name + string.Concat(tags), Values: line.GetProperty(name).EnumerateArray().Select(value => value.GetDouble()).ToList());
        return values.ToDictionary(metric => metric.Name, metric => metric.Values);
    }

    public void Dispose()
    {
        _metrics.Dispose();
        Meter.Dispose();
        Logs.Dispose();
    }
}
