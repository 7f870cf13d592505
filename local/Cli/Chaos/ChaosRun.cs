using System.Diagnostics;
using ImageClassification.Runner;

namespace ImageClassification.Cli.Chaos;

/// <summary>A pipeline that meets faults while images are uploaded, replaced and deleted, and the audit of what it came to.</summary>
internal sealed class ChaosRun(PipelineOptions options, int seed, IReadOnlyList<Step> script)
{
    private const int MostRounds = 3;

    /// <summary>One in so many steps sends an unreadable message, in long runs one in more: an event takes Ingest seconds.</summary>
    private readonly int _poisonEvery = Math.Max(20, script.Count / 50);

    private readonly Random _random = new(seed);

    public async Task<ChaosReport> RunAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await using var pipeline = await Pipeline.StartAsync(options, cancellationToken);
        var queues = new QueueWatch(pipeline);
        var poison = new Poison(pipeline);
        using var http = new HttpClient { BaseAddress = pipeline.Api };
        var completion = new CompletionAudit(script);
        await completion.DeclareAsync(http, cancellationToken);
        using var calm = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var restarting = RestartAsync(pipeline, calm.Token);
        var truth = await UploadAsync(pipeline, poison, completion, cancellationToken);
        await queues.QuietAsync(cancellationToken);

        await calm.CancelAsync();
        var restarts = await restarting;
        options.Faults!.End();
        var (items, events, left) = await RedriveAsync(pipeline, queues, cancellationToken);

        var violations = await new Audit(new(http), truth).RunAsync(cancellationToken);
        var untold = await completion.RunAsync(new(http), queues, cancellationToken);
        IEnumerable<string> stuck = left > 0 ? [$"{left} messages are still in flight"] : [];
        return new(
            seed,
            truth.Count,
            script.Count,
            [
                .. options.Faults.Injected.Select(fault => new FaultCount(fault.Rule.Source, fault.Rule.Operation, fault.Rule.Fault.ToString(), fault.Count)),
                new("S3, SQS, DynamoDB", "", "Restarted", restarts),
            ],
            items,
            events,
            poison.Count,
            watch.Elapsed.TotalSeconds,
            [.. stuck, .. violations, .. untold, .. await poison.AuditAsync(queues, cancellationToken)]);
    }

    /// <summary>Until nothing is given up any more: on a busy machine, work may outlast its short visibility timeout without any fault.</summary>
    private async Task<(int Items, int Events, int Left)> RedriveAsync(Pipeline pipeline, QueueWatch queues, CancellationToken cancellationToken)
    {
        var (items, events) = (0, 0);
        for (var round = 1; ; round++)
        {
            var redriven = await new Redrive(options.Root, pipeline.Aws, pipeline.Bucket).RunAsync(code: null, cancellationToken);
            var left = await queues.QuietAsync(cancellationToken);
            items += redriven.WorkItems;
            events = Math.Max(events, redriven.Events); // unreadable ones come back every time
            if (redriven.WorkItems == 0 || round == MostRounds)
            {
                return (items, events, left);
            }
        }
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
    private async Task<Dictionary<string, LastState>> UploadAsync(Pipeline pipeline, Poison poison, CompletionAudit completion, CancellationToken cancellationToken)
    {
        var truth = new Dictionary<string, LastState>();
        foreach (var (index, (key, sample)) in script.Index())
        {
            if (index % _poisonEvery == 0)
            {
                await poison.SendAsync(cancellationToken);
            }

            completion.Begin(new(key, sample));
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
