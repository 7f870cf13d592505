using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.Lambda.SQSEvents;
using Amazon.S3;
using Amazon.SQS;
using ImageClassification.Classifier;
using ImageClassification.Classifier.Batches;
using ImageClassification.Classifier.Synchronous;
using ImageClassification.Hosting;
using ImageClassification.Hosting.Queues;
using ImageClassification.Inference;
using ImageClassification.Inference.Classification;
using ImageClassification.Predictions;
using Microsoft.Extensions.Logging;

// One image, two functions. The base image's command names the assembly and cannot say more: HANDLER chooses.
await (EnvironmentOptions.Process.Optional("HANDLER", "work") switch
{
    "work" => LambdaHost.RunAsync<SQSEvent, SQSBatchResponse, ClassifierJson>(Work),
    "classify" => LambdaHost.RunAsync<JsonElement, JsonElement, ClassifyJson>(Classify),
    var unknown => throw new ConfigurationException($"The environment variable HANDLER is \"{unknown}\"; it must be work or classify."),
});

static Func<SQSEvent, CancellationToken, Task<SQSBatchResponse>> Work(ILoggerFactory logs, Meter meter)
{
    var options = ClassifierOptions.Read(EnvironmentOptions.Process);
    var loading = Task.Run(() => new ModelCatalog(options)); // the clients take about as long to make
    var timeout = TimeSpan.FromSeconds(1.5); // three tries fit into the deadline's margin; beyond it, the message comes again
    var dynamoDb = new AmazonDynamoDBClient(new AmazonDynamoDBConfig { Timeout = timeout, MaxErrorRetry = 2 });
    var sqs = new AmazonSQSClient(new AmazonSQSConfig { Timeout = timeout, MaxErrorRetry = 2 });
    var store = new PredictionStore(dynamoDb, options.TableName, TimeProvider.System);
    var (reader, writer) = (new BatchReader(dynamoDb, options.TableName), new BatchWriter(dynamoDb, options.TableName, TimeProvider.System));
    var summaries = new BatchSummaries(dynamoDb, options.TableName, TimeSpan.FromSeconds(options.Timeout), TimeProvider.System);
    var batches = new BatchWatch(reader, writer, new WorkItemSender(sqs, options.QueueUrl, TimeProvider.System), options, TimeProvider.System);
    var completion = new CompletionCheck(reader, summaries, writer, batches, sqs, options, TimeProvider.System);
    var objects = new ObjectReader(new AmazonS3Client(), options.MaxObjectBytes);
    var metrics = new ClassifierMetrics(meter);
    var steps = new WorkItemProcessor(
        objects, loading.GetAwaiter().GetResult(), store, batches, completion, options, metrics, TimeProvider.System);
    var retries = new RetryScheduler(sqs, options, logs.CreateLogger<RetryScheduler>());
    return new ClassifierFunction(steps, retries, options, metrics, logs.CreateLogger<ClassifierFunction>()).HandleAsync;
}

static Func<JsonElement, CancellationToken, Task<JsonElement>> Classify(ILoggerFactory logs, Meter meter)
{
    var options = ClassifyOptions.Read(EnvironmentOptions.Process);
    var loading = Task.Run(() => ImageClassifier.Load(
        Path.Combine(options.ModelsDirectory, options.Model), new InferenceOptions { MaxPixels = options.MaxImagePixels }));
    var rules = new UrlRules(options.AllowHttpUrls, options.AllowLoopbackUrls);
    var urls = new UrlFetcher(rules, options.MaxObjectBytes, Dns.GetHostAddressesAsync, TimeProvider.System);
    var objects = options.Bucket is null ? null : new Lazy<ObjectReader>(() => new(new AmazonS3Client(), options.MaxObjectBytes));
    var images = new ImageSource(urls, objects, options.Bucket, options.MaxObjectBytes);
    WarmUp.RunAsync().GetAwaiter().GetResult();
    return new ClassifyFunction(images, loading.GetAwaiter().GetResult(), new ClassifierMetrics(meter), TimeProvider.System, logs.CreateLogger<ClassifyFunction>()).HandleAsync;
}
