using System.Diagnostics.Metrics;
using System.Text.Json;

namespace ImageClassification.Hosting.Metrics;

/// <summary>
/// Collects a meter's measurements during an invocation, and writes them in CloudWatch's embedded metric format: lines of the log
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
    private readonly List<Series> _series = [];
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

    /// <summary>Writes the measurements since the last call: one line for each tag and hundred values.</summary>
    public void Write()
    {
        lock (_lock)
        {
            foreach (var tagged in _series.GroupBy(series => series.Tag))
            {
                for (var first = 0; tagged.Any(series => series.HasValues(first)); first += MostValues)
                {
                    _output.WriteLine(json => WriteMembers(json, tagged.Key, [.. tagged.Where(series => series.HasValues(first))], first));
                }
            }

            _series.ForEach(series => series.Values.Clear());
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var tag = tags is [var (name, text), ..] ? new Tag(name, (string)text!) : null;
        lock (_lock)
        {
            var series = _series.Find(known => known.Instrument == instrument && known.Tag == tag);
            if (series is null)
            {
                _series.Add(series = new Series(instrument, tag));
            }

            if (series.IsCounter && series.Values.Count > 0)
            {
                series.Values[0] += value;
            }
            else
            {
                series.Values.Add(value);
            }
        }
    }

    private void WriteMembers(Utf8JsonWriter json, Tag? tag, IReadOnlyList<Series> metrics, int first)
    {
        json.WriteStartObject("_aws");
        json.WriteNumber("Timestamp", _time.GetUtcNow().ToUnixTimeMilliseconds());
        json.WriteStartArray("CloudWatchMetrics");
        json.WriteStartObject();
        json.WriteString("Namespace", Namespace);
        json.WriteStartArray("Dimensions");
        json.WriteStartArray();
        json.WriteStringValue(FunctionDimension);
        if (tag is not null)
        {
            json.WriteStringValue(tag.Name);
        }

        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteStartArray("Metrics");
        foreach (var series in metrics)
        {
            json.WriteStartObject();
            json.WriteString("Name", series.Instrument.Name);
            json.WriteString("Unit", series.Instrument.Unit switch { "ms" => "Milliseconds", "%" => "Percent", _ => "Count" });
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteString(FunctionDimension, _function);
        if (tag is not null)
        {
            json.WriteString(tag.Name, tag.Value);
        }

        json.WriteString("requestId", _output.RequestId);
        foreach (var series in metrics)
        {
            json.WriteStartArray(series.Instrument.Name);
            for (var i = first; i < Math.Min(first + MostValues, series.Values.Count); i++)
            {
                json.WriteNumberValue(Math.Round(series.Values[i], 2));
            }

            json.WriteEndArray();
        }
    }

    private sealed record Tag(string Name, string Value);

    /// <summary>
    /// The values of an instrument with a tag. A class: the runtime has code for lists and groups of any class, and compiles it for
    /// each struct.
    /// </summary>
    private sealed class Series(Instrument instrument, Tag? tag)
    {
        public Instrument Instrument => instrument;

        public Tag? Tag => tag;

        public List<double> Values { get; } = [];

        public bool IsCounter => instrument is Counter<long>;

        /// <summary>A counter that counted nothing has none: each metric that is sent is paid for.</summary>
        public bool HasValues(int first) => Values.Count > first && !(IsCounter && Values[0] == 0);
    }
}
