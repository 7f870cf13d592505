using Amazon.Lambda.S3Events;
using Amazon.SQS;
using ImageClassification.Hosting;
using ImageClassification.Ingest;
using Microsoft.Extensions.Logging;

await LambdaHost.RunAsync<S3Event, IngestResult, IngestJson>((logs, _) =>
{
    var options = IngestOptions.Read(EnvironmentOptions.Process);
    var sender = new WorkItemSender(new AmazonSQSClient(), options, TimeProvider.System);
    return new IngestFunction(sender, () => Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"), logs.CreateLogger<IngestFunction>()).HandleAsync;
});
