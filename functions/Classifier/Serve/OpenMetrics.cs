using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace ImageClassification.Classifier.Serve;

/// <summary>
/// Aggregates a meter's measurements, and writes them as OpenMetrics text. Safe for several threads.
/// <see href="https://github.com/prometheus/OpenMetrics/blob/v1.0.0/specification/OpenMetrics.md"/>
/// </summary>
internal sealed class OpenMetrics : IDisposable
{
    public const string ContentType = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    /// <summary>Upper bounds of a histogram's buckets, in seconds.</summary>
    private static readonly double[] Bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly SortedDictionary<(string Family, string Value), Series> _series = [];
    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();

    public OpenMetrics(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter && MetricFamily.OfInstruments.ContainsKey(instrument.Name))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, milliseconds, tags, _) => Add(instrument, milliseconds / 1000, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) => Add(instrument, count, tags));
        _listener.Start();
    }

    public string Write()
    {
        var text = new StringBuilder();
        lock (_lock)
        {
            MetricFamily? last = null;
            foreach (var ((_, value), series) in _series)
            {
                WriteHead(text, series.Family == last ? null : last = series.Family);
                WriteSeries(text, series, series.Family.Label is { } label ? $"{label}=\"{value}\"" : "");
            }
        }

        WriteHead(text, new("process_cpu_seconds", "counter", "Processor time of all threads."));
        WriteSample(text, "process_cpu_seconds_total", "", Environment.CpuUsage.TotalTime.TotalSeconds);
        WriteHead(text, new("process_resident_memory_bytes", "gauge", "In memory now."));
        WriteSample(text, "process_resident_memory_bytes", "", Environment.WorkingSet);
        return text.Append("# EOF\n").ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var (family, label) = MetricFamily.OfInstruments[instrument.Name];
        var key = (family.Name, label ?? (string)tags[0].Value!);
        lock (_lock)
        {
            if (!_series.TryGetValue(key, out var series))
            {
                _series.Add(key, series = new Series(family));
            }

            series.Sum += value;
            series.Counts[Array.FindIndex(Bounds, bound => value <= bound) is var bucket and >= 0 ? bucket : Bounds.Length]++;
        }
    }

    private static void WriteHead(StringBuilder text, MetricFamily? family)
    {
        if (family is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {family.Name} {family.Type}\n# HELP {family.Name} {family.Help}\n");
        }
    }

    private static void WriteSeries(StringBuilder text, Series series, string label)
    {
        var name = series.Family.Name;
        if (series.Family.Type != "histogram")
        {
            WriteSample(text, series.Family.Type == "counter" ? $"{name}_total" : name, label, series.Sum);
            return;
        }

        var (count, comma) = (0L, label.Length > 0 ? "," : "");
        for (var bucket = 0; bucket <= Bounds.Length; bucket++)
        {
            count += series.Counts[bucket];
            WriteSample(text, $"{name}_bucket", $"{label}{comma}le=\"{(bucket < Bounds.Length ? Number(Bounds[bucket], "0.0###") : "+Inf")}\"", count);
        }

        WriteSample(text, $"{name}_count", label, count);
        WriteSample(text, $"{name}_sum", label, series.Sum);
    }

    private static void WriteSample(StringBuilder text, string name, string labels, double value) =>
        text.Append(name).Append(labels.Length > 0 ? $"{{{labels}}} " : " ").Append(Number(value, "R")).Append('\n');

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private sealed class Series(MetricFamily family)
    {
        public MetricFamily Family => family;

        public double Sum { get; set; }

        /// <summary>By bucket; of no use but in a histogram.</summary>
        public long[] Counts { get; } = new long[Bounds.Length + 1];
    }
}
