using System.CommandLine;
using ImageClassification.Runner;
using ImageClassification.Runner.Faults;
using Spectre.Console;

namespace ImageClassification.Cli.Chaos;

internal static class ChaosCommand
{
    private const string Poison = "This is no work item.";

    /// <summary>Short, so that what is given up comes back soon; shorter than the work takes, so that receipt handles expire.</summary>
    private static readonly Dictionary<string, string> Parameters = new() { ["ClassifierTimeout"] = "5", ["VisibilityTimeout"] = "2", ["MaxReceiveCount"] = "3" };

    private static readonly FaultRule[] Rules =
    [
        new("Ingest", "SendMessageBatch", Fault.Throttled, 0.05),
        new("Ingest", "SendMessageBatch", Fault.DroppedBefore, 0.05),
        new("Ingest", "SendMessageBatch", Fault.DroppedAfter, 0.05),
        new("Ingest", "SendMessageBatch", Fault.HalfAnswered, 0.05),
        new("Ingest", "SendMessageBatch", Fault.Duplicated, 0.10),
        new("Ingest", "SendMessageBatch", Fault.Reordered, 0.15),
        new("Ingest", "SendMessageBatch", Fault.KilledBefore, 0.01),
        new("Ingest", "SendMessageBatch", Fault.KilledAfter, 0.01),
        new("Classifier", "GetObject", Fault.Refused, 0.10),
        new("Classifier", "GetObject", Fault.DroppedBefore, 0.05),
        new("Classifier", "GetObject", Fault.HalfAnswered, 0.10),
        new("Classifier", "GetObject", Fault.Late, 0.01),
        new("Classifier", "GetObject", Fault.KilledBefore, 0.005),
        new("Classifier", "PutItem", Fault.Throttled, 0.03),
        new("Classifier", "PutItem", Fault.ThroughputExceeded, 0.10),
        new("Classifier", "PutItem", Fault.DroppedBefore, 0.05),
        new("Classifier", "PutItem", Fault.DroppedAfter, 0.05),
        new("Classifier", "PutItem", Fault.HalfAnswered, 0.05),
        new("Classifier", "PutItem", Fault.Late, 0.02),
        new("Classifier", "PutItem", Fault.KilledBefore, 0.005),
        new("Classifier", "PutItem", Fault.KilledAfter, 0.005),
        new("Classifier", "Query", Fault.ThroughputExceeded, 0.20),
        new("Classifier", "Query", Fault.DroppedBefore, 0.10),
        new("Classifier", "ChangeMessageVisibilityBatch", Fault.Throttled, 0.20),
        new("Classifier", "ChangeMessageVisibilityBatch", Fault.DroppedBefore, 0.20),
    ];

    public static Command Create()
    {
        var images = new Option<int>("--images") { Description = "How many keys to upload to.", DefaultValueFactory = _ => 100 };
        var seed = new Option<int>("--seed") { Description = "Chooses uploads and faults. Another seed is another run.", DefaultValueFactory = _ => 1 };
        var pipeline = new PipelineArguments();
        var command = new Command("chaos", """
            Start the pipeline, upload, replace and delete images while its functions meet faults, redrive what was given up,
            and compare every answer with what was uploaded. Ends with 0 only if there is no violation.
            """) { images, seed };
        pipeline.AddTo(command);
        command.AddExamples("./dev chaos", "./dev chaos --images 500 --seed 2");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var logs = new LogFiles(pipeline.Verbose(parsed));
            var options = pipeline.Read(parsed, logs.Write);
            var number = parsed.GetValue(seed);
            options = options with
            {
                ParameterOverrides = options.ParameterOverrides.Concat(Parameters).DistinctBy(pair => pair.Key).ToDictionary(),
                Faults = new(number, Rules),
            };
            var script = Step.Script(Sample.ReadAll(Path.Combine(options.Root, "tests", "samples")), parsed.GetValue(images), new(number));
            AnsiConsole.WriteLine($"Seed {number}: {script.Count} uploads and deletions of {parsed.GetValue(images)} keys.");
            return await RunAsync(options, script, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(PipelineOptions options, IReadOnlyList<Step> script, CancellationToken cancellationToken)
    {
        await using var pipeline = await Pipeline.StartAsync(options, cancellationToken);
        var queues = new QueueWatch(pipeline);
        await SendPoisonAsync(pipeline, cancellationToken);
        var truth = await UploadAsync(pipeline, script, cancellationToken);
        var left = await queues.QuietAsync(cancellationToken);

        options.Faults!.End();
        var redriven = await new Redrive(options.Root, pipeline.Aws).RunAsync(code: null, cancellationToken);
        left += await queues.QuietAsync(cancellationToken);

        using var http = new HttpClient { BaseAddress = pipeline.Api };
        List<string> violations = [.. await new Audit(new(http), truth).RunAsync(cancellationToken)];
        if (left > 0)
        {
            violations.Add($"{left} messages are still in flight");
        }

        foreach (var queue in new[] { "DeadLetterQueue", "FailedEventsQueue" })
        {
            if (await queues.CountAsync(queue, cancellationToken) is var count and not 1)
            {
                violations.Add($"{queue} holds {count} messages, expected the unreadable one alone");
            }
        }

        Report(options.Faults, redriven, truth.Count, violations);
        return violations.Count == 0 ? 0 : 1;
    }

    /// <summary>A message that the Classifier cannot read, and an event that Ingest cannot: they alone may be given up in the end.</summary>
    private static async Task SendPoisonAsync(Pipeline pipeline, CancellationToken cancellationToken)
    {
        var change = $$$$"""
            {"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"{{{{pipeline.Bucket}}}}"},"object":{"key":"uploads/poison.jpg","size":"many"}}}]}
            """;
        await pipeline.Aws.Sqs.SendMessageAsync(new() { QueueUrl = pipeline.Queues["WorkQueue"], MessageBody = Poison }, cancellationToken);
        await pipeline.Aws.Sqs.SendMessageAsync(new() { QueueUrl = pipeline.Queues["local-s3-events"], MessageBody = change }, cancellationToken);
    }

    /// <returns>How each key was left.</returns>
    private static async Task<Dictionary<string, LastState>> UploadAsync(Pipeline pipeline, IReadOnlyList<Step> script, CancellationToken cancellationToken)
    {
        var truth = new Dictionary<string, LastState>();
        foreach (var (key, sample) in script)
        {
            if (sample is null)
            {
                await pipeline.Aws.S3.DeleteObjectAsync(pipeline.Bucket, key, cancellationToken);
                truth[key] = new(null, null);
                continue;
            }

            var put = await pipeline.Aws.S3.PutObjectAsync(new() { BucketName = pipeline.Bucket, Key = key, FilePath = sample.File }, cancellationToken);
            truth[key] = new(sample, put.ETag.Trim('"'));
        }

        return truth;
    }

    private static void Report(FaultPlan faults, RedriveResult redriven, int keys, List<string> violations)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("function", "operation", "fault", "injected");
        table.Columns[3].RightAligned();
        foreach (var (rule, count) in faults.Injected)
        {
            table.AddRow(rule.Function, rule.Operation, rule.Fault.ToString(), $"{count}");
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"{faults.Injected.Sum(fault => fault.Count)} faults. Given up and redriven: {redriven.WorkItems} work items, {redriven.Events} events.");
        foreach (var violation in violations)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]Violation:[/] {violation}");
        }

        AnsiConsole.WriteLine($"{keys} keys audited, {violations.Count} violations.");
    }
}
