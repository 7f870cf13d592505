using Amazon.SQS;
using ImageClassification.Hosting;
using ImageClassification.Ingest;

await LambdaHost.RunAsync<IngestEvent, IngestResult, IngestJson>((logs, _) =>
{
    var options = IngestOptions.Read(EnvironmentOptions.Process);
    var function = IngestFunction.Compose(
        options, new AmazonSQSClient(), () => Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"), logs, TimeProvider.System);
    return Task.FromResult(function.HandleAsync);
});
