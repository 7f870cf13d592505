using System.Diagnostics.Metrics;
using ImageClassification.Contracts;

namespace ImageClassification.Classifier;

/// <summary>
/// Measurements of images and batches. Each value of a tag becomes a metric, and each metric costs money: docs/operations.md
/// has the list and the price.
/// </summary>
internal sealed class ClassifierMetrics(Meter meter)
{
    private readonly Counter<long> _classified = meter.CreateCounter<long>("Classified");
    private readonly Counter<long> _failed = meter.CreateCounter<long>("Failed");
    private readonly Histogram<long> _failedPercent = meter.CreateHistogram<long>("FailedPercent", "%");
    private readonly Counter<long> _deleted = meter.CreateCounter<long>("Deleted");
    private readonly Counter<long> _superseded = meter.CreateCounter<long>("Superseded");
    private readonly Counter<long> _returned = meter.CreateCounter<long>("Returned");
    private readonly Histogram<long> _batchFill = meter.CreateHistogram<long>("BatchFill");
    private readonly Histogram<double> _fetch = meter.CreateHistogram<double>("FetchTime", "ms");
    private readonly Histogram<double> _decode = meter.CreateHistogram<double>("DecodeTime", "ms");
    private readonly Histogram<double> _preprocess = meter.CreateHistogram<double>("PreprocessTime", "ms");
    private readonly Histogram<double> _infer = meter.CreateHistogram<double>("InferTime", "ms");
    private readonly Histogram<double> _write = meter.CreateHistogram<double>("WriteTime", "ms");

    public void Classified(ModelIdentity model, StageTimes times)
    {
        var tag = new KeyValuePair<string, object?>("Model", model.NameAndVersion().ToString());
        _classified.Add(1, tag);
        _failedPercent.Record(0);
        _fetch.Record(times.Fetch);
        _decode.Record(times.Decode);
        _preprocess.Record(times.Preprocess);
        _infer.Record(times.Infer, tag);
    }

    public void Failed(string code)
    {
        _failed.Add(1, new KeyValuePair<string, object?>("Code", code));
        _failedPercent.Record(100); // so that the mean is the share of failures
    }

    public void Written(TimeSpan elapsed) => _write.Record(elapsed.TotalMilliseconds);

    /// <summary>Counts of one invocation's messages, by their results.</summary>
    public void Batch(int messages, int deleted, int superseded, int returned)
    {
        _batchFill.Record(messages);
        _deleted.Add(deleted);
        _superseded.Add(superseded);
        _returned.Add(returned);
    }
}
