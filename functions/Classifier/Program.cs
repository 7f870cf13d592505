using System.Net;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.SQSEvents;
using Amazon.S3;
using Amazon.SQS;
using ImageClassification.Classifier;
using ImageClassification.Classifier.Http;
using ImageClassification.Classifier.Queue;
using ImageClassification.Classifier.Thumbnails;
using ImageClassification.Contracts;
using ImageClassification.Hosting;
using ImageClassification.Hosting.Http;
using ImageClassification.Inference;
using ImageClassification.Inference.Classification;

// One image, three functions: HANDLER chooses.
// The model takes longest, so that its loading begins before anything else, and all else is made meanwhile.
await (EnvironmentOptions.Process.Optional("HANDLER", "work") switch
{
    "work" => WorkAsync(),
    "classify" => ClassifyAsync(),
    "thumbnail" => ThumbnailAsync(),
    var unknown => throw new ConfigurationException($"The environment variable HANDLER is \"{unknown}\"; it must be work, classify or thumbnail."),
});

static Task WorkAsync()
{
    var options = new Lazy<QueueOptions>(() => QueueOptions.Read(EnvironmentOptions.Process));
    var models = Task.Run(() => ModelCatalog.OpenAsync(options.Value));
    return LambdaHost.RunAsync<SQSEvent, SQSBatchResponse, QueueJson>(async (logs, meter) =>
    {
        ImagePrefix.Use(EnvironmentOptions.Process.Prefix("IMAGE_PREFIX"));
        var timeout = TimeSpan.FromSeconds(1.5); // three tries fit into the deadline's margin; beyond it, the message comes again
        var clients = new Clients(
            new AmazonDynamoDBClient(new AmazonDynamoDBConfig { Timeout = timeout, MaxErrorRetry = 2 }),
            new AmazonS3Client(),
            new AmazonSQSClient(new AmazonSQSConfig { Timeout = timeout, MaxErrorRetry = 2 }));
        return QueueFunction.Compose(options.Value, clients, await models, logs, meter, TimeProvider.System).HandleAsync;
    });
}

static Task ClassifyAsync()
{
    var options = new Lazy<ClassifyOptions>(() => ClassifyOptions.Read(EnvironmentOptions.Process));
    var model = Task.Run(() => ImageClassifier.Load(
        Path.Combine(options.Value.ModelsDirectory, options.Value.Model), new InferenceOptions { MaxPixels = options.Value.MaxImagePixels }));
    return LambdaHost.RunAsync<JsonElement, JsonElement, ClassifyJson>(async (logs, meter) =>
    {
        ImagePrefix.Use(EnvironmentOptions.Process.Prefix("IMAGE_PREFIX"));
        var s3 = new Lazy<IAmazonS3>(() => new AmazonS3Client()); // few requests name an object
        return ClassifyFunction.Compose(options.Value, Dns.GetHostAddressesAsync, s3, await model, logs, meter, TimeProvider.System).HandleAsync;
    });
}

static Task ThumbnailAsync() => LambdaHost.RunAsync<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse, HttpJson>((logs, _) =>
{
    ImagePrefix.Use(EnvironmentOptions.Process.Prefix("IMAGE_PREFIX"));
    return ThumbnailFunction.Compose(ThumbnailOptions.Read(EnvironmentOptions.Process), new AmazonS3Client(), logs).HandleAsync;
});
