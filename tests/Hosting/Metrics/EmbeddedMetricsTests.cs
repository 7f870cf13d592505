using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json;
using ImageClassification.Hosting.Metrics;
using ImageClassification.Testing;

namespace ImageClassification.Hosting.Tests.Metrics;

public sealed class EmbeddedMetricsTests : IDisposable
{
    private readonly MemoryStream _output = new();
    private readonly Meter _meter = new("tested");
    private readonly JsonLoggerFactory _logs;
    private readonly EmbeddedMetrics _metrics;

    public EmbeddedMetricsTests()
    {
        _logs = new(_output, TimeProvider.System) { RequestId = "r1" };
        _metrics = new(_meter, _logs, "stack-Classifier-1", new ManualTimeProvider());
    }

    [Fact]
    public void A_line_says_namespace_dimensions_units_and_every_value()
    {
        _meter.CreateCounter<long>("Deleted").Add(1);
        var times = _meter.CreateHistogram<double>("FetchTime", "ms");
        times.Record(12.3456);
        times.Record(7);
        _meter.CreateHistogram<long>("FailedPercent", "%").Record(100);

        _metrics.Write();

        Encoding.UTF8.GetString(_output.ToArray()).ShouldBe(
            """
            {"_aws":{"Timestamp":1768469400000,"CloudWatchMetrics":[{"Namespace":"ImageClassification","Dimensions":[["Function"]],"Metrics":[{"Name":"Deleted","Unit":"Count"},{"Name":"FetchTime","Unit":"Milliseconds"},{"Name":"FailedPercent","Unit":"Percent"}]}]},"Function":"stack-Classifier-1","requestId":"r1","Deleted":[1],"FetchTime":[12.35,7],"FailedPercent":[100]}

            """);
    }

    [Fact]
    public void Each_tag_has_a_line_of_its_own_with_its_dimension()
    {
        var failed = _meter.CreateCounter<long>("Failed");
        failed.Add(1, new KeyValuePair<string, object?>("Code", "CORRUPT_IMAGE"));
        failed.Add(2, new KeyValuePair<string, object?>("Code", "OBJECT_GONE"));
        failed.Add(1, new KeyValuePair<string, object?>("Code", "CORRUPT_IMAGE"));

        _metrics.Write();

        var lines = Lines();
        lines.ShouldAllBe(line => Directive(line).GetProperty("Dimensions")[0][1].GetString() == "Code");
        lines.Select(line => (line.GetProperty("Code").GetString(), line.GetProperty("Failed")[0].GetInt32()))
            .ShouldBe([("CORRUPT_IMAGE", 2), ("OBJECT_GONE", 2)]);
    }

    [Fact]
    public void A_line_has_a_hundred_values_of_a_metric_at_most()
    {
        var times = _meter.CreateHistogram<double>("FetchTime", "ms");
        _meter.CreateHistogram<long>("BatchFill").Record(201);
        foreach (var time in Enumerable.Range(0, 201))
        {
            times.Record(time);
        }

        _metrics.Write();

        var lines = Lines();
        lines.Select(line => line.GetProperty("FetchTime").GetArrayLength()).ShouldBe([100, 100, 1]);
        lines.SelectMany(line => line.GetProperty("FetchTime").EnumerateArray()).Select(value => value.GetInt32()).ShouldBe(Enumerable.Range(0, 201));
        lines.Count(line => line.TryGetProperty("BatchFill", out _)).ShouldBe(1);
    }

    [Fact]
    public void What_was_not_measured_or_counted_since_the_last_time_is_not_written()
    {
        var deleted = _meter.CreateCounter<long>("Deleted");
        deleted.Add(1);
        _metrics.Write();
        _output.SetLength(0);

        deleted.Add(0);
        _metrics.Write();

        _output.Length.ShouldBe(0);
    }

    [Fact]
    public void Other_meters_are_not_listened_to()
    {
        using var other = new Meter("tested");
        other.CreateCounter<long>("Deleted").Add(1);

        _metrics.Write();

        _output.Length.ShouldBe(0);
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _meter.Dispose();
        _logs.Dispose();
    }

    private static JsonElement Directive(JsonElement line) => line.GetProperty("_aws").GetProperty("CloudWatchMetrics")[0];

    private List<JsonElement> Lines() =>
        [.. Encoding.UTF8.GetString(_output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
