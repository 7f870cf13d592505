using System.Diagnostics;
using Amazon.S3.Model;
using ImageClassification.Contracts;
using ImageClassification.Runner;

namespace ImageClassification.Cli.Chaos;

/// <summary>A pipeline that meets faults while images are uploaded, replaced and deleted, and the audit of the results.</summary>
/// <param name="options">Of the pipeline.</param>
/// <param name="seed">Of the random choices besides the script.</param>
/// <param name="script">What is done to the keys.</param>
/// <param name="otherModels">A folder that does not exist yet.</param>
internal sealed class ChaosRun(PipelineOptions options, int seed, IReadOnlyList<Step> script, string otherModels)
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
        var poison = new Poison(pipeline, options.ParameterOverrides.ContainsKey("SourceBucket"));
        using var http = new HttpClient { BaseAddress = pipeline.Api };
        var deployments = new Deployments(pipeline, Path.Combine(options.Root, "models"), otherModels);
        var decisions = new Decisions(pipeline, http, new(seed));
        var completion = new CompletionAudit(script);
        await completion.DeclareAsync(http, cancellationToken);
        using var calm = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var restarting = RestartAsync(pipeline, calm.Token);
        Dictionary<string, LastState> truth;
        try
        {
            truth = await UploadAsync(pipeline, poison, completion, deployments, decisions, http, cancellationToken);
            await deployments.EndAsync();
            await decisions.EndAsync(cancellationToken);
            await queues.QuietAsync(cancellationToken);
        }
        finally
        {
            await calm.CancelAsync();
            await ((Task)restarting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // the pipeline does not end during a restart
        }

        var restarts = await restarting;
        await options.Faults!.EndAsync();
        var (items, events, left) = await RedriveAsync(pipeline, queues, cancellationToken);

        var audit = new Audit(new(http), truth, decisions);
        var violations = await audit.OfAnyAsync(cancellationToken);
        await RescoreAsync(http, cancellationToken);
        left += await queues.QuietAsync(cancellationToken);
        await deployments.BeginAsync(other: true, cancellationToken);
        await deployments.EndAsync();
        await RescoreAsync(http, cancellationToken);
        left += await queues.QuietAsync(cancellationToken) + (await RedriveAsync(pipeline, queues, cancellationToken)).Left;
        violations = [.. violations, .. await audit.OfEachAsync(cancellationToken)];
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
            decisions.Count,
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
            events = Math.Max(events, redriven.Events); // unreadable ones return every time
            if (redriven.WorkItems == 0 || round == MostRounds)
            {
                return (items, events, left);
            }
        }
    }

    /// <summary>Kills the embedded services now and then; external ones are left alone.</summary>
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
    private async Task<Dictionary<string, LastState>> UploadAsync(
        Pipeline pipeline, Poison poison, CompletionAudit completion, Deployments deployments,
        Decisions decisions, HttpClient http, CancellationToken cancellationToken)
    {
        var truth = new Dictionary<string, LastState>();
        foreach (var (index, step) in script.Index())
        {
            // Deploys another version in the first third, rescores the earlier images in the middle, and deploys the first version in the last third.
            if (index == script.Count / 3 || index == script.Count * 2 / 3)
            {
                await deployments.BeginAsync(other: index == script.Count / 3, cancellationToken);
            }
            else if (index == script.Count / 2)
            {
                await RescoreAsync(http, cancellationToken);
            }

            if (index % _poisonEvery == 0)
            {
                await poison.SendAsync(cancellationToken);
            }

            completion.Begin(step);
            var eTag = await Insisting.OnAsync(() => ApplyAsync(pipeline, step, cancellationToken), cancellationToken);
            truth[step.Key] = new(step.Sample, eTag);
            if (eTag is not null)
            {
                await decisions.GoOnAsync(step.Key, eTag, cancellationToken);
            }
        }

        return truth;
    }

    /// <returns>The entity tag. Null where it was deleted.</returns>
    private static async Task<string?> ApplyAsync(Pipeline pipeline, Step step, CancellationToken cancellationToken)
    {
        if (step.Sample is null)
        {
            await pipeline.Aws.S3.DeleteObjectAsync(pipeline.Bucket, step.Key, cancellationToken);
            return null;
        }

        var request = new PutObjectRequest { BucketName = pipeline.Bucket, Key = step.Key, FilePath = step.Sample.File };
        foreach (var (name, value) in step.Metadata ?? new Dictionary<string, string>())
        {
            request.Metadata.Add(name, value);
        }

        return (await pipeline.Aws.S3.PutObjectAsync(request, cancellationToken)).ETag.Trim('"');
    }

    private async Task RescoreAsync(HttpClient http, CancellationToken cancellationToken)
    {
        foreach (var batch in script.Select(step => BatchName.Of(step.Key).ToString()).Distinct())
        {
            await Deployments.RescoreAsync(http, batch, cancellationToken);
        }
    }
}
