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

// One image, two functions: HANDLER chooses.
// The model takes longest, so that its loading begins before anything else, and all else is made meanwhile.
await (EnvironmentOptions.Process.Optional("HANDLER", "work") switch
{
    "work" => WorkAsync(new(() => ClassifierOptions.Read(EnvironmentOptions.Process))),
    "classify" => ClassifyAsync(new(() => ClassifyOptions.Read(EnvironmentOptions.Process))),
    var unknown => throw new ConfigurationException($"The environment variable HANDLER is \"{unknown}\"; it must be work or classify."),
});

static Task WorkAsync(Lazy<ClassifierOptions> options)
{
    var models = Task.Run(() => new ModelCatalog(options.Value));
    return LambdaHost.RunAsync<SQSEvent, SQSBatchResponse, ClassifierJson>((logs, meter) => Work(options.Value, models, logs, meter));
}

static Task ClassifyAsync(Lazy<ClassifyOptions> options)
{
    var model = Task.Run(() => Load(options.Value));
    return LambdaHost.RunAsync<JsonElement, JsonElement, ClassifyJson>((logs, meter) => Classify(options.Value, model, logs, meter));
}

static ImageClassifier Load(ClassifyOptions options) =>
    ImageClassifier.Load(Path.Combine(options.ModelsDirectory, options.Model), new InferenceOptions { MaxPixels = options.MaxImagePixels });

static Func<SQSEvent, CancellationToken, Task<SQSBatchResponse>> Work(ClassifierOptions options, Task<ModelCatalog> models, ILoggerFactory logs, Meter meter)
{
    var timeout = TimeSpan.FromSeconds(1.5); // three tries fit into the deadline's margin; beyond it, the message comes again
    var dynamoDb = new AmazonDynamoDBClient(new AmazonDynamoDBConfig { Timeout = timeout, MaxErrorRetry = 2 });
    var sqs = new AmazonSQSClient(new AmazonSQSConfig { Timeout = timeout, MaxErrorRetry = 2 });
    var store = new PredictionStore(dynamoDb, options.TableName, TimeProvider.System);
    var (reader, writer) = (new BatchReader(dynamoDb, options.TableName), new BatchWriter(dynamoDb, options.TableName, TimeProvider.System));
    var summaries = new BatchSummaries(dynamoDb, options.TableName, TimeSpan.FromSeconds(options.Timeout), TimeProvider.System);
    var batches = new BatchWatch(reader, writer, new WorkItemSender(sqs, options.QueueUrl, TimeProvider.System), options, TimeProvider.System);
    var completion = new CompletionCheck(reader, summaries, writer, batches, sqs, options, TimeProvider.System);
    var objects = new ObjectReader(new AmazonS3Client(), options.MaxObjectBytes, options.InFlight);
    var metrics = new ClassifierMetrics(meter);
    var steps = new WorkItemProcessor(
        objects, models.GetAwaiter().GetResult(), store, batches, completion, options, metrics, TimeProvider.System);
    var retries = new RetryScheduler(sqs, options, logs.CreateLogger<RetryScheduler>());
    return new ClassifierFunction(steps, retries, options, metrics, logs.CreateLogger<ClassifierFunction>()).HandleAsync;
}

static Func<JsonElement, CancellationToken, Task<JsonElement>> Classify(ClassifyOptions options, Task<ImageClassifier> model, ILoggerFactory logs, Meter meter)
{
    var rules = new UrlRules(options.AllowHttpUrls, options.AllowLoopbackUrls);
    var urls = new UrlFetcher(rules, options.MaxObjectBytes, Dns.GetHostAddressesAsync, TimeProvider.System);
    var objects = options.Bucket is null ? null : new Lazy<ObjectReader>(() => new(new AmazonS3Client(), options.MaxObjectBytes));
    var images = new ImageSource(urls, objects, options.Bucket, options.MaxObjectBytes);
    WarmUp.RunAsync().GetAwaiter().GetResult();
    return new ClassifyFunction(images, model.GetAwaiter().GetResult(), new ClassifierMetrics(meter), TimeProvider.System, logs.CreateLogger<ClassifyFunction>()).HandleAsync;
}
