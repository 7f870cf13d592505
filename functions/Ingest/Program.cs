using System.Text.Json;
using Amazon.SQS;
using ImageClassification.Hosting;
using ImageClassification.Ingest;

await LambdaHost.RunAsync<JsonElement, IngestResult, IngestJson>((logs, _) => IngestFunction.Compose(
    IngestOptions.Read(EnvironmentOptions.Process),
    new AmazonSQSClient(),
    () => Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"),
    logs,
    TimeProvider.System).HandleAsync);
