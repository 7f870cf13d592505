using System.CommandLine;
using ImageClassification.Contracts;
using ImageClassification.Runner;
using ImageClassification.Runner.Aws;

namespace ImageClassification.Cli;

internal static class UpCommand
{
    /// <summary>Where the sample events find the sample pictures.</summary>
    public const int ApiPort = 3000;

    private const int AwsPort = 4566;
    private const int DynamoDbPort = 8000;

    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "Keep uploads and predictions in this folder. In memory by default." }.MustBeAnyFolder();
        var json = Screen.JsonOption();
        var pipeline = new PipelineArguments();
        var command = new Command("up", $"""
            Start the pipeline and keep it until Ctrl-C. Prints the addresses, and commands to upload and to query.
            Takes the ports {ApiPort}, {AwsPort} and {DynamoDbPort} where they are free. Where AWS_ENDPOINT_URL is set, uses those services.
            """) { data, json };
        pipeline.AddTo(command);
        command.AddExamples("./dev up", "./dev up --data artifacts/data", "./dev up --parameter-overrides SourceBucket=photos ImagePrefix=2026/");
        command.Validators.Add(result =>
        {
            if (result.GetValue(data) is not null && Endpoints.FromEnvironment() is not null)
            {
                result.AddError("--data keeps what the embedded services have. Omit it, or unset AWS_ENDPOINT_URL.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var logs = new LogFiles(pipeline.Verbose(parsed));
            var options = pipeline.Read(parsed, logs.Write) with
            {
                DataFolder = parsed.GetValue(data),
                ApiPort = ApiPort,
                AwsPort = AwsPort,
                DynamoDbPort = DynamoDbPort,
            };
            await using var running = await PipelineArguments.StartAsync(options, cancellationToken);
            var services = running.Aws.Endpoints;
            var result = new UpResult(running.Api, services.S3, services.Sqs, services.DynamoDb, running.Bucket, Environment.ProcessId);
            using var upFile = new UpFile(result);
            if (!upFile.IsOurs)
            {
                await Console.Error.WriteLineAsync($"Other commands use the pipeline at {upFile.Used.Api}, which started first. "
                    + $"To use this one, add --api {running.Api} - with redrive, set AWS_ENDPOINT_URL={services.S3}");
            }

            Screen.Write(parsed.GetValue(json), result, CliJson.Default.UpResult, () => Console.WriteLine(Describe(running)));
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return ExitCode.Done;
        });
        return command;
    }

    private static string Describe(Pipeline pipeline)
    {
        var s3 = pipeline.Aws.Endpoints.S3.ToString().TrimEnd('/');
        var api = pipeline.Api.ToString().TrimEnd('/');
        var credentials = string.Join(' ', AwsClients.CredentialVariables.Select(variable => $"{variable.Key}={variable.Value}"));
        var request = $"{{\"url\":\"{api}/samples/dress/dress-1.jpg\"}}";
        return $"""
            Running. Ctrl-C stops it. Logs are in artifacts/local.

              Console   {api}
              HTTP API  {api}
              S3        {s3}
              SQS       {pipeline.Aws.Endpoints.Sqs}
              DynamoDB  {pipeline.Aws.Endpoints.DynamoDb}
              Bucket    {pipeline.Bucket}

            Upload:
              {credentials} aws s3 cp photo.jpg s3://{pipeline.Bucket}/{ImagePrefix.Text}trip/photo.jpg --endpoint-url {s3}
              curl -T photo.jpg {s3}/{pipeline.Bucket}/{ImagePrefix.Text}trip/photo.jpg

            Query:
              curl {api}/predictions/{ImagePrefix.Text}trip/photo.jpg
              curl {api}/batches/trip
              curl {api}/batches/trip/predictions

            Classify one image at once:
              curl {api}/classify --data-binary @photo.jpg -H 'content-type: image/jpeg'
              curl {api}/classify -H 'content-type: application/json' -d '{request}'
            """;
    }
}
