using Amazon.SQS;
using ImageClassification.Hosting;
using ImageClassification.Hosting.Queues;
using ImageClassification.Ingest;
using Microsoft.Extensions.Logging;

<<<<<<< HEAD
await LambdaHost.RunAsync<S3Event, IngestResult, IngestJson>((logs, _) =>
{
    var options = IngestOptions.Read(EnvironmentOptions.Process);
    var sender = new WorkItemSender(new AmazonSQSClient(), options, TimeProvider.System);
    return new IngestFunction(sender, () => Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"), logs.CreateLogger<IngestFunction>()).HandleAsync;
=======
await LambdaHost.RunAsync<IngestEvent, IngestResult, IngestJson>(logs =>
{
    var options = IngestOptions.Read(EnvironmentOptions.Process);
    var sender = new WorkItemSender(new AmazonSQSClient(), options.QueueUrl, TimeProvider.System);
    return new IngestFunction(sender, options, logs.CreateLogger<IngestFunction>()).HandleAsync;
>>>>>>> batch-api
});
