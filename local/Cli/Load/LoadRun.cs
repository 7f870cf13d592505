using System.Collections.Concurrent;
using System.Diagnostics;
using ImageClassification.Contracts;
using ImageClassification.Runner;

namespace ImageClassification.Cli.Load;

/// <summary>Uploads images and watches the pipeline until it is quiet.</summary>
/// <param name="rate">Uploads per second. As fast as they go where null.</param>
internal sealed class LoadRun(Pipeline pipeline, IReadOnlyList<Sample> samples, int images, double? rate, TimeProvider time)
{
    private const int ParallelUploads = 8;
    private const int Probes = 500;

    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(25);

    private readonly QueueWatch _queues = new(pipeline);
    private readonly DateTimeOffset _start = time.GetUtcNow();

    /// <summary>When S3 had answered, by key.</summary>
    private readonly ConcurrentDictionary<string, DateTimeOffset> _uploaded = new();

    private BatchName Batch => BatchName.Parse($"load-{_start:yyyyMMddHHmmss}");

    public async Task<LoadReport> RunAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = pipeline.Api };
        var api = new PredictionApi(http);
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchAsync(quiet.Token);
        var probing = ProbeAsync(api, quiet.Token);
        await UploadAsync(cancellationToken);
        var left = await _queues.QuietAsync(cancellationToken);
        await quiet.CancelAsync();

        var predictions = await api.ListAsync(Batch, cancellationToken);
        var problems = Compare(predictions).ToList();
        foreach (var queue in new[] { "DeadLetterQueue", "FailedEventsQueue" })
        {
            left += await _queues.CountAsync(queue, cancellationToken);
        }

        return LoadReport.Of(
            images, _start, _uploaded, predictions, await probing, await watching, left > 0 ? [$"{left} messages are left", .. problems] : problems);
    }

    private string KeyOf(int image) => $"{Batch.Folder}{image}.jpg";

    private Task UploadAsync(CancellationToken cancellationToken)
    {
        var bytes = samples.Select(sample => File.ReadAllBytes(sample.File)).ToList();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelUploads, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(Enumerable.Range(0, images), parallel, async (image, token) =>
        {
            if (rate is { } perSecond && _start.AddSeconds(image / perSecond) - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, token);
            }

            // Decoders ignore bytes after the end of the image: each object has content of its own, and the sample's label.
            using var content = new MemoryStream([.. bytes[image % bytes.Count], .. BitConverter.GetBytes(image)]);
            await pipeline.Aws.S3.PutObjectAsync(new() { BucketName = pipeline.Bucket, Key = KeyOf(image), InputStream = content }, token);
            _uploaded[KeyOf(image)] = time.GetUtcNow();
        });
    }

    private async Task<IReadOnlyList<LoadMoment>> WatchAsync(CancellationToken quiet)
    {
        var moments = new List<LoadMoment>();
        while (!quiet.IsCancellationRequested)
        {
            var events = await _queues.CountAsync("local-s3-events", CancellationToken.None);
            var workItems = await _queues.CountAsync("WorkQueue", CancellationToken.None);
            var memory = pipeline.Processes.ToDictionary(process => process.Name, process => ResidentBytes(process.ProcessId) / 1e6);
            moments.Add(new((time.GetUtcNow() - _start).TotalSeconds, _uploaded.Count, events, workItems, memory));
            await Task.Delay(WatchInterval, time, quiet).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return moments;

        static long ResidentBytes(int processId)
        {
            try
            {
                using var process = Process.GetProcessById(processId);
                return process.WorkingSet64;
            }
            catch (ArgumentException)
            {
                return 0; // it has ended, and is about to be replaced
            }
        }
    }

    /// <summary>
    /// Follows the uploads and asks for some of them until GET answers: a prediction says when it was made, but not how long it
    /// took from there into an answer.
    /// </summary>
    /// <returns>Those seconds.</returns>
    private async Task<IReadOnlyList<double>> ProbeAsync(PredictionApi api, CancellationToken quiet)
    {
        var lags = new List<double>();
        var stride = Math.Max(1, images / Probes);
        for (int image = 0, step = stride; image < images; image += step)
        {
            for (var asked = 0; ; asked++)
            {
                if (await api.FindAsync(KeyOf(image), CancellationToken.None) is { } prediction)
                {
                    // One that was there at once has been there for unknown long: on to where the pipeline is.
                    lags.AddRange(asked > 0 ? [(time.GetUtcNow() - prediction.PredictedAt).TotalSeconds] : []);
                    step = asked > 0 ? stride : step * 2;
                    break;
                }

                await Task.Delay(ProbeInterval, time, quiet).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (quiet.IsCancellationRequested)
                {
                    return lags;
                }
            }
        }

        return lags;
    }

    private IEnumerable<string> Compare(IReadOnlyList<Prediction> predictions)
    {
        var found = predictions.ToLookup(prediction => prediction.Key.ToString(), prediction => prediction.Label);
        for (var image = 0; image < images; image++)
        {
            string?[] labels = [.. found[KeyOf(image)]];
            if (labels is not [var label] || label != samples[image % samples.Count].Label)
            {
                yield return $"{KeyOf(image)}: [{string.Join(", ", labels)}], expected {samples[image % samples.Count].Label}";
            }
        }
    }
}
