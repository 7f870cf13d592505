using System.CommandLine;
using Amazon.Runtime;
using ImageClassification.Runner;
using ImageClassification.Runner.Aws;

namespace ImageClassification.Cli;

internal static class RedriveCommand
{
    public static Command Create()
    {
        var code = new Option<string?>("--code")
        {
            Description = "Only images whose latest prediction has this error code.",
        }.MustBeErrorCode();
        var json = Screen.JsonOption();
        var command = new Command("redrive", """
            Send the messages of the dead-letter queue to the work queue again, and S3 events of the on-failure queue to Ingest.
            Needs a running ./dev up, or AWS_ENDPOINT_URL. Invalid messages stay in the queue.
            """) { code, json };
        command.AddExamples("./dev redrive", "./dev redrive --code RETRIES_EXHAUSTED");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var result = await RunAsync(parsed.GetValue(code), cancellationToken);
            Screen.Write(
                parsed.GetValue(json),
                result,
                CliJson.Default.RedriveResult,
                () => Console.WriteLine($"{Screen.Count(result.WorkItems, "work item")} and {Screen.Count(result.Events, "event")} sent again, {Left(result.Left, parsed.GetValue(code))}."));

            return ExitCode.Done;
        });
        return command;
    }

    private static string Left(int count, string? code) =>
        $"{Screen.Count(count, "message")} left{(count == 0 ? "" : code is null ? ": failed again, or not of this pipeline" : ": other codes, events, failed again, or not of this pipeline")}";

    private static async Task<RedriveResult> RunAsync(string? code, CancellationToken cancellationToken)
    {
        var endpoints = UpFile.FindEndpoints();
        using var aws = new AwsClients(endpoints);
        try
        {
            return await Screen.WhileAsync(
                "Sending again …", () => new Redrive(PipelineOptions.FindRoot(), aws, UpFile.FindBucket()).RunAsync(code, cancellationToken));
        }
        catch (Exception exception) when (exception is AmazonClientException or HttpRequestException)
        {
            throw new LocalException($"No pipeline answers at {endpoints.Sqs}: {exception.Message}");
        }
    }
}
