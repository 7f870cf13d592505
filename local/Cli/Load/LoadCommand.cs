using System.CommandLine;

namespace ImageClassification.Cli.Load;

internal static class LoadCommand
{
    public static Command Create()
    {
        var images = Values.Number<int>("--images", "How many to upload.", 1, 1_000_000);
        var rate = Values.Number<double?>("--rate", "Uploads per second. As fast as possible by default.", 0.01, 10_000);
        images.DefaultValueFactory = _ => 1000;
        var json = Screen.JsonOption();
        var pipeline = new PipelineArguments();
        var command = new Command("load", """
            Start the pipeline, upload many images, and measure throughput, latency, queues and memory until all is quiet.
            Draws a chart to artifacts/load/load.svg. Ends with 0 only if every image has its prediction, once and right.
            """) { images, rate, json };
        pipeline.AddTo(command);
        command.AddExamples("./dev load --images 2000", "./dev load --images 600 --rate 20");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var logs = new LogFiles(pipeline.Verbose(parsed));
            var options = pipeline.Read(parsed, logs.Write);
            var samples = Sample.ReadAll(Path.Combine(options.Root, "tests", "samples")).Where(sample => sample.Label is not null).ToList();
            await using var running = await PipelineArguments.StartAsync(options, cancellationToken);
            var run = new LoadRun(running, samples, parsed.GetValue(images), parsed.GetValue(rate), TimeProvider.System);
            var report = await Screen.WhileAsync($"Uploading {parsed.GetValue(images)} images …", () => run.RunAsync(cancellationToken));

            var folder = Directory.CreateDirectory(Path.Combine(options.Root, "artifacts", "load"));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "load.svg"), LoadChart.Draw(report), cancellationToken);
            Screen.Write(parsed.GetValue(json), report, CliJson.Default.LoadReport, report.Write);
            return report.Problems.Count == 0 ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }
}
