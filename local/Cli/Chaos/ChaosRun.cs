using System.Diagnostics;
using ImageClassification.Runner;

namespace ImageClassification.Cli.Chaos;

/// <summary>A pipeline that meets faults while images are uploaded, replaced and deleted, and the audit of what it came to.</summary>
internal sealed class ChaosRun(PipelineOptions options, Poison poison, int seed, IReadOnlyList<Step> script)
{
    /// <summary>Steps from one unreadable message to the next.</summary>
    private const int PoisonEvery = 20;

    private readonly Random _random = new(seed);

    public async Task<ChaosReport> RunAsync(int receives, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await using var pipeline = await Pipeline.StartAsync(options, cancellationToken);
        var queues = new QueueWatch(pipeline);
        using var calm = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var restarting = RestartAsync(pipeline, calm.Token);
        var truth = await UploadAsync(pipeline, cancellationToken);
        var left = await Insisting.OnAsync(() => queues.QuietAsync(cancellationToken), cancellationToken);

        await calm.CancelAsync();
        var restarts = await restarting;
        options.Faults!.End();
        var redriven = await new Redrive(options.Root, pipeline.Aws).RunAsync(code: null, cancellationToken);
        left += await queues.QuietAsync(cancellationToken);

        using var http = new HttpClient { BaseAddress = pipeline.Api };
        var violations = await new Audit(new(http), truth).RunAsync(cancellationToken);
        IEnumerable<string> stuck = left > 0 ? [$"{left} messages are still in flight"] : [];
        return new(
            seed,
            truth.Count,
            script.Count,
            [
                .. options.Faults.Injected.Select(fault => new FaultCount(fault.Rule.Source, fault.Rule.Operation, fault.Rule.Fault.ToString(), fault.Count)),
                new("S3, SQS, DynamoDB", "", "Restarted", restarts),
            ],
            redriven.WorkItems,
            redriven.Events,
            poison.Count,
            watch.Elapsed.TotalSeconds,
            [.. stuck, .. violations, .. await poison.AuditAsync(queues, receives, cancellationToken)]);
    }

    /// <summary>Kills the services now and then. Those that are not ours stay.</summary>
    /// <returns>How often.</returns>
    private async Task<int> RestartAsync(Pipeline pipeline, CancellationToken calm)
    {
        for (var restarts = 0; ; restarts++)
        {
            // The first soon, so that it falls into a short run as well.
            var pause = TimeSpan.FromSeconds(restarts == 0 ? 4 : _random.Next(10, 30));
            await Task.Delay(pipeline.Aws.Endpoints.Embedded ? pause : Timeout.InfiniteTimeSpan, calm).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (calm.IsCancellationRequested)
            {
                return restarts;
            }

            await pipeline.RestartServicesAsync(CancellationToken.None);
        }
    }

    /// <returns>How each key was left.</returns>
    private async Task<Dictionary<string, LastState>> UploadAsync(Pipeline pipeline, CancellationToken cancellationToken)
    {
        var truth = new Dictionary<string, LastState>();
        foreach (var (index, (key, sample)) in script.Index())
        {
            if (index % PoisonEvery == 0)
            {
                await poison.SendAsync(pipeline, cancellationToken);
            }

            truth[key] = new(sample, await Insisting.OnAsync(() => ApplyAsync(pipeline, key, sample, cancellationToken), cancellationToken));
        }

        return truth;
    }

    /// <returns>The entity tag. Null where it was deleted.</returns>
    private static async Task<string?> ApplyAsync(Pipeline pipeline, string key, Sample? sample, CancellationToken cancellationToken)
    {
        if (sample is null)
        {
            await pipeline.Aws.S3.DeleteObjectAsync(pipeline.Bucket, key, cancellationToken);
            return null;
        }

        var put = await pipeline.Aws.S3.PutObjectAsync(new() { BucketName = pipeline.Bucket, Key = key, FilePath = sample.File }, cancellationToken);
        return put.ETag.Trim('"');
    }
}
