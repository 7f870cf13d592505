using Amazon.SQS;
using ImageClassification.Hosting;
using ImageClassification.Hosting.Queues;
using ImageClassification.Ingest;
using Microsoft.Extensions.Logging;

await LambdaHost.RunAsync<IngestEvent, IngestResult, IngestJson>((logs, _) =>
{
    var options = IngestOptions.Read(EnvironmentOptions.Process);
    var sender = new WorkItemSender(new AmazonSQSClient(), options.QueueUrl, TimeProvider.System);
    return new IngestFunction(sender, options, () => Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"), logs.CreateLogger<IngestFunction>()).HandleAsync;
});
