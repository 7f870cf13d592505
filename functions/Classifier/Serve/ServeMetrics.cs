using System.Diagnostics.Metrics;
using System.Globalization;

namespace ImageClassification.Classifier.Serve;

/// <summary>Measurements of requests; those of images are in <see cref="ClassifierMetrics"/>.</summary>
internal sealed class ServeMetrics(Meter meter)
{
    private readonly Counter<long> _requests = meter.CreateCounter<long>("Requests");
    private readonly Histogram<double> _time = meter.CreateHistogram<double>("RequestTime", "ms");
    private readonly UpDownCounter<long> _inFlight = meter.CreateUpDownCounter<long>("InFlight");

    public void Began() => _inFlight.Add(1);

    public void Ended(int status, TimeSpan elapsed)
    {
        _requests.Add(1, new KeyValuePair<string, object?>("Status", status.ToString(CultureInfo.InvariantCulture)));
        _time.Record(elapsed.TotalMilliseconds);
        _inFlight.Add(-1); // last: a request that is no longer in flight is counted
    }
}
