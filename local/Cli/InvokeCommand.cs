using System.CommandLine;
using System.Text.Json;
using ImageClassification.Runner;

namespace ImageClassification.Cli;

internal static class InvokeCommand
{
    public static Command Create()
    {
        var function = new Argument<string>("function") { Description = "Its name in template.yaml, such as Classify." };
        var file = new Option<string>("--event", "-e") { Description = "A file with the event's JSON, such as those in tests/events.", Required = true }
            .MustBeFile();
        var pipeline = new PipelineArguments();
        var command = new Command("invoke", """
            Run one function on one event and print its answer, as `sam local invoke` does. Logs go to standard error.
            Serves tests/samples at http://127.0.0.1:3000/samples/, as ./dev up does, for events that name an image's URL.
            """) { function, file, Screen.JsonOption() }; // its answer is JSON in any case
        pipeline.AddTo(command);
        command.AddExamples("./dev invoke Classify --event tests/events/classify-url.json", "./dev invoke Ingest --event tests/events/s3-put.json");
        command.SetAction((parsed, cancellationToken) => RunAsync(
            pipeline.Read(parsed, (_, line) => Console.Error.WriteLine(line), parsed.GetRequiredValue(function)) with { ApiPort = UpCommand.ApiPort },
            parsed.GetRequiredValue(file),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(PipelineOptions options, string file, CancellationToken cancellationToken)
    {
        var payload = await File.ReadAllTextAsync(file, cancellationToken);
        try
        {
            using var json = JsonDocument.Parse(payload);
        }
        catch (JsonException exception)
        {
            throw new UsageException($"--event must be a file of JSON, and {file} is not: {exception.Message} Events to try are in tests/events.");
        }

        await using var pipeline = await PipelineArguments.StartAsync(options, cancellationToken);
        if (pipeline.Api.Port != UpCommand.ApiPort && payload.Contains($":{UpCommand.ApiPort}/", StringComparison.Ordinal))
        {
            await Console.Error.WriteLineAsync(
                $"Port {UpCommand.ApiPort} is in use. If that is not ./dev up, change the event's URL: the samples are at {pipeline.Api}samples/");
        }

        var result = await pipeline.InvokeAsync(options.Functions[0], payload, cancellationToken);
        Console.WriteLine(result.Payload);
        return result.Failed ? ExitCode.Failed : ExitCode.Done;
    }
}
