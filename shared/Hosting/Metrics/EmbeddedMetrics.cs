using System.Diagnostics.Metrics;
using System.Text.Json;

namespace ImageClassification.Hosting.Metrics;

/// <summary>
/// Gathers what a meter measures during an invocation, and writes it in CloudWatch's embedded metric format: lines of the log
/// that CloudWatch makes metrics of. A counter becomes its sum, a histogram all of its values, so that percentiles are true.
/// Safe for use by several threads.
/// <see href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html"/>
/// </summary>
public sealed class EmbeddedMetrics : IDisposable
{
    /// <summary>CloudWatch's namespace.</summary>
    public const string Namespace = "ImageClassification";

    /// <summary>The dimension that every metric has: the function's name on AWS.</summary>
    public const string FunctionDimension = "Function";

    /// <summary>The format's own limit: a line with more is refused whole.</summary>
    private const int MostValues = 100;

    private readonly JsonLoggerFactory _output;
    private readonly string _function;
    private readonly TimeProvider _time;
    private readonly MeterListener _listener = new();
    private readonly Dictionary<Series, List<double>> _series = [];
    private readonly Lock _lock = new();

    /// <param name="meter">Its measurements have one tag at most, a text: a dimension, each value of which is paid for.</param>
    /// <param name="output">Where the lines go.</param>
    /// <param name="function">The function's name on AWS.</param>
    /// <param name="time">The clock.</param>
    public EmbeddedMetrics(Meter meter, JsonLoggerFactory output, string function, TimeProvider time)
    {
        _output = output;
        _function = function;
        _time = time;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Writes what was measured since the last call: nothing, or a line for each tag and hundred values.</summary>
    public void Write()
    {
        lock (_lock)
        {
            foreach (var tagged in _series.GroupBy(series => series.Key.Tag))
            {
                foreach (var part in tagged.SelectMany(Parts).GroupBy(values => values.Part))
                {
                    _output.WriteLine(json => WriteMembers(json, tagged.Key, [.. part]));
                }
            }

            foreach (var values in _series.Values)
            {
                values.Clear();
            }
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = new Series(instrument, tags is [var (name, text), ..] ? (name, (string)text!) : null);
        lock (_lock)
        {
            if (!_series.TryGetValue(series, out var values))
            {
                _series[series] = values = [];
            }

            if (instrument is Counter<long> && values.Count > 0)
            {
                values[0] += value;
            }
            else
            {
                values.Add(value);
            }
        }
    }

    /// <summary>A counter that counted nothing has none: each metric that is sent is paid for.</summary>
    private static IEnumerable<(Instrument Instrument, int Part, double[] Values)> Parts(KeyValuePair<Series, List<double>> series) =>
        series.Key.Instrument is Counter<long> && series.Value is [0] ? []
            : series.Value.Chunk(MostValues).Select((values, part) => (series.Key.Instrument, part, values));

    private void WriteMembers(
        Utf8JsonWriter json, (string Name, string Value)? tag, IReadOnlyList<(Instrument Instrument, int Part, double[] Values)> metrics)
    {
        json.WriteStartObject("_aws");
        json.WriteNumber("Timestamp", _time.GetUtcNow().ToUnixTimeMilliseconds());
        json.WriteStartArray("CloudWatchMetrics");
        json.WriteStartObject();
        json.WriteString("Namespace", Namespace);
        json.WriteStartArray("Dimensions");
        json.WriteStartArray();
        json.WriteStringValue(FunctionDimension);
        if (tag is { Name: var dimension })
        {
            json.WriteStringValue(dimension);
        }

        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteStartArray("Metrics");
        foreach (var (instrument, _, _) in metrics)
        {
            json.WriteStartObject();
            json.WriteString("Name", instrument.Name);
            json.WriteString("Unit", instrument.Unit == "ms" ? "Milliseconds" : "Count");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteString(FunctionDimension, _function);
        if (tag is var (name, value))
        {
            json.WriteString(name, value);
        }

        json.WriteString("requestId", _output.RequestId);
        foreach (var (instrument, _, values) in metrics)
        {
            json.WriteStartArray(instrument.Name);
            foreach (var number in values)
            {
                json.WriteNumberValue(Math.Round(number, 2));
            }

            json.WriteEndArray();
        }
    }

    private readonly record struct Series(Instrument Instrument, (string Name, string Value)? Tag);
}
