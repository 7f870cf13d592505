using System.Diagnostics.Metrics;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.SQSEvents;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using ImageClassification.Classifier;
using ImageClassification.Classifier.Http;
using ImageClassification.Classifier.Queue;
using ImageClassification.Classifier.Serve;
using ImageClassification.Classifier.Thumbnails;
using ImageClassification.Contracts;
using ImageClassification.Hosting;
using ImageClassification.Hosting.Http;
using ImageClassification.Hosting.Metrics;
using ImageClassification.Inference;
using ImageClassification.Inference.Classification;
using Microsoft.Extensions.Logging;

// One image, three functions and a server: HANDLER chooses.
// The model takes longest, so that its loading begins before anything else, and all else is made meanwhile.
await (EnvironmentOptions.Process.Optional("HANDLER", "work") switch
{
    "work" => WorkAsync(),
    "classify" => ClassifyAsync(),
    "thumbnail" => ThumbnailAsync(),
    "serve" => ServeAsync(),
    var unknown => throw new ConfigurationException($"The environment variable HANDLER is \"{unknown}\"; it must be work, classify, thumbnail or serve."),
});

static Task WorkAsync()
{
    var options = new Lazy<QueueOptions>(() => QueueOptions.Read(EnvironmentOptions.Process));
    var models = Task.Run(() => ModelCatalog.OpenAsync(options.Value));
    return LambdaHost.RunAsync<SQSEvent, SQSBatchResponse, QueueJson>(async (logs, meter) =>
    {
        ImagePrefix.Use(EnvironmentOptions.Process.Prefix("IMAGE_PREFIX"));
        var timeout = TimeSpan.FromSeconds(1.5); // three attempts fit into the deadline's margin; after it, the message is received again
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
    var model = Task.Run(() => Load(options.Value));
    return LambdaHost.RunAsync<JsonElement, JsonElement, ClassifyJson>(async (logs, meter) =>
    {
        ImagePrefix.Use(EnvironmentOptions.Process.Prefix("IMAGE_PREFIX"));
        var s3 = new Lazy<IAmazonS3>(() => new AmazonS3Client()); // few requests name an object
        return ClassifyFunction.Compose(options.Value, Dns.GetHostAddressesAsync, s3, await model, logs, meter, TimeProvider.System).HandleAsync;
    });
}

static ImageClassifier Load(ClassifyOptions options) =>
    ImageClassifier.Load(Path.Combine(options.ModelsDirectory, options.Model), new InferenceOptions { MaxPixels = options.MaxImagePixels });

static Task ThumbnailAsync() => LambdaHost.RunAsync<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse, HttpJson>((logs, _) =>
{
    ImagePrefix.Use(EnvironmentOptions.Process.Prefix("IMAGE_PREFIX"));
    return ThumbnailFunction.Compose(ThumbnailOptions.Read(EnvironmentOptions.Process), new AmazonS3Client(), logs).HandleAsync;
});

static async Task ServeAsync()
{
    using var logs = new JsonLoggerFactory(Console.OpenStandardOutput(), TimeProvider.System);
    using var stop = new CancellationTokenSource();
    using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    try
    {
        ImagePrefix.Use(EnvironmentOptions.Process.Prefix("IMAGE_PREFIX"));
        var megabytes = (int)Math.Min(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20, int.MaxValue);
        var options = ServeOptions.Read(EnvironmentOptions.Process, Environment.ProcessorCount, megabytes);
        var s3 = new Lazy<IAmazonS3>(() => new AmazonS3Client());
        RequireAws(options.Classify.Bucket, s3);

        using var meter = new Meter(EmbeddedMetrics.Namespace);
        using var text = new OpenMetrics(meter);
        using var turns = new SemaphoreSlim(options.Parallelism);
        var function = Task.Run(() => ClassifyFunction.Compose(
            options.Classify, Dns.GetHostAddressesAsync, s3, Load(options.Classify), logs, meter, TimeProvider.System, turns));
        using var server = new Server(options, logs);
        await server.RunAsync(
            new Requests(options, function, text, new ServeMetrics(meter), TimeProvider.System, logs.CreateLogger<Requests>()), function, stop.Token);
    }
    catch (Exception exception)
    {
        logs.CreateLogger(typeof(Server).FullName!).NotServing(exception, exception.Message);
        Environment.ExitCode = 1;
    }

    // At the start, not at the first request.
    static void RequireAws(string? bucket, Lazy<IAmazonS3> s3)
    {
        try
        {
            _ = bucket is null ? null : s3.Value;
        }
        catch (AmazonClientException exception)
        {
            throw new ConfigurationException(
                $"The environment variable BUCKET is set, but AWS is not configured: set AWS_REGION and credentials, or unset BUCKET. {exception.Message}");
        }
    }

    void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        stop.Cancel();
    }
}
