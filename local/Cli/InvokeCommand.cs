using System.CommandLine;
using ImageClassification.Runner;

namespace ImageClassification.Cli;

internal static class InvokeCommand
{
    public static Command Create()
    {
        var function = new Argument<string>("function") { Description = "Its name in template.yaml: Ingest, Classifier, Classify or Query." };
        var file = new Option<string>("--event", "-e") { Description = "A file with the event's JSON.", Required = true };
        var pipeline = new PipelineArguments();
        var command = new Command("invoke", """
            Run one function on one event and print its answer, as `sam local invoke` does. Logs go to standard error.
            """) { function, file, Screen.JsonOption() }; // its answer is JSON in any case
        pipeline.AddTo(command);
        command.AddExamples("./dev invoke Ingest --event tests/events/s3-put.json");
        command.SetAction((parsed, cancellationToken) => RunAsync(
            pipeline.Read(parsed, (_, line) => Console.Error.WriteLine(line)) with { Functions = [parsed.GetRequiredValue(function)] },
            parsed.GetRequiredValue(file),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(PipelineOptions options, string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            throw new LocalException($"There is no file {file}. Events to try are in tests/events.");
        }

        var payload = await File.ReadAllTextAsync(file, cancellationToken);
        await using var pipeline = await PipelineArguments.StartAsync(options, cancellationToken);
        var result = await pipeline.InvokeAsync(options.Functions[0], payload, cancellationToken);
        Console.WriteLine(result.Payload);
        return result.Failed ? ExitCode.Failed : ExitCode.Done;
    }
}
