using System.CommandLine;

namespace ImageClassification.Cli.Chaos;

internal static class ChaosCommand
{
    /// <summary>Short, so that failed messages return soon; shorter than the work takes, so that receipt handles expire.</summary>
    private static readonly Dictionary<string, string> Parameters =
        new() { ["ClassifierTimeout"] = "5", ["VisibilityTimeout"] = "2", ["MaxReceiveCount"] = "3" };

    /// <summary>Even seeds get EventBridge's events of a bucket that is not the stack's, odd ones S3's own.</summary>
    private static IEnumerable<KeyValuePair<string, string>> ParametersOf(int seed) =>
        seed % 2 == 0 ? Parameters.Append(new("SourceBucket", "photos")) : Parameters;

    public static Command Create()
    {
        var images = Values.Number<int>("--images", "How many keys to upload to.", 1, 100_000);
        var seed = Values.Number<int>("--seed", "Chooses uploads and faults. Another seed is another run.", 0, int.MaxValue);
        var unconditional = new Option<bool>("--unconditional")
        {
            Description = "Also strip the condition of every write, and repeat it at the end: "
            + "shows what the audit finds where order is not kept."
        };
        (images.DefaultValueFactory, seed.DefaultValueFactory) = (_ => 100, _ => 1);
        var json = Screen.JsonOption();
        var pipeline = new PipelineArguments();
        var command = new Command("chaos", """
            Upload, replace, delete and label images and deploy another model version, while requests fail and services are killed.
            Then redrive, and compare every answer with what was uploaded. Ends with 0 only without violations.
            """) { images, seed, unconditional, json };
        pipeline.AddTo(command);
        command.AddExamples("./dev chaos", "./dev chaos --images 500 --seed 2");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var logs = new LogFiles(pipeline.Verbose(parsed));
            var options = pipeline.Read(parsed, logs.Write);
            await PipelineArguments.MakeNativeAsync(options, cancellationToken);
            var (number, count) = (parsed.GetValue(seed), parsed.GetValue(images));
            var data = Directory.CreateTempSubdirectory("chaos-");
            try
            {
                options = options with
                {
                    ParameterOverrides = options.ParameterOverrides.Concat(ParametersOf(number)).DistinctBy(pair => pair.Key).ToDictionary(),
                    Faults = new(number, ChaosRules.For(count, parsed.GetValue(unconditional))),
                    DataFolder = Path.Combine(data.FullName, "data"),
                };
                var script = Step.Script(Sample.ReadAll(Path.Combine(options.Root, "tests", "samples")), count, new(number));
                var report = await Screen.WhileAsync(
                    $"{script.Count} uploads and deletions of {count} keys under faults …",
                    () => new ChaosRun(options, number, script, Path.Combine(data.FullName, "models")).RunAsync(cancellationToken));
                Screen.Write(parsed.GetValue(json), report, CliJson.Default.ChaosReport, report.Write);
                return report.Violations.Count == 0 ? ExitCode.Done : ExitCode.Failed;
            }
            finally
            {
                data.Delete(recursive: true);
            }
        });
        return command;
    }
}
