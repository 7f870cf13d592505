using System.Text.Json;
using Amazon.SQS;
using ImageClassification.Contracts;
using ImageClassification.Hosting;
using ImageClassification.Ingest;

await LambdaHost.RunAsync<JsonElement, IngestResult, IngestJson>((logs, _) =>
{
    ImagePrefix.Use(EnvironmentOptions.Process.Prefix("IMAGE_PREFIX"));
    return IngestFunction.Compose(
        IngestOptions.Read(EnvironmentOptions.Process),
        new AmazonSQSClient(),
        () => Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"),
        logs,
        TimeProvider.System).HandleAsync;
});
