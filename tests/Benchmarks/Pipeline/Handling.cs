using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;
using Amazon.Runtime;
using ImageClassification.Classifier.Queue;
using ImageClassification.Contracts;
using ImageClassification.Predictions;

namespace ImageClassification.Benchmarks.Pipeline;

/// <summary>What a message takes beside fetch, decode and run: it is parsed, its prediction written by the AWS SDK, the batch answered.</summary>
internal static class Handling
{
    private const int Messages = 10;
    private const int Rounds = 300;

    /// <returns>Milliseconds of processor time a message; without the network.</returns>
    public static async Task<double> MeasureAsync()
    {
        var options = new QueueOptions
        {
            Bucket = "images",
            TableName = "predictions",
            QueueUrl = "http://127.0.0.1/work",
            CompletionQueueUrl = "http://127.0.0.1/completion",
            DeadLetterQueueUrl = "http://127.0.0.1/dead",
            ModelsDirectory = "models",
            Model = ModelName.Parse("clothing"),
            MaxReceiveCount = 5,
            VisibilityTimeout = 30,
            Timeout = 30,
            MaxObjectBytes = 1024,
            MaxImagePixels = 1,
            Parallelism = 1,
            InFlight = 1,
        };
        using var dynamoDb = new AmazonDynamoDBClient(
            new BasicAWSCredentials("key", "secret"), new AmazonDynamoDBConfig { ServiceURL = "http://127.0.0.1", HttpClientFactory = new NoNetwork() });
        var store = new PredictionStore(new(dynamoDb, options.TableName, TimeProvider.System));
        var serializer = new SourceGeneratorLambdaJsonSerializer<QueueJson>();
        var batch = BatchOfMessages();

        var median = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var cpu = Environment.CpuUsage.TotalTime;
            var input = serializer.Deserialize<SQSEvent>(new MemoryStream(batch));
            foreach (var message in input.Records)
            {
                await store.WriteAsync(Samples.Predict((WorkItem.Classify)ReceivedWorkItem.From(message, options).Item), CancellationToken.None);
            }

            serializer.Serialize(new SQSBatchResponse { BatchItemFailures = [] }, new MemoryStream());
            median.Add((Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / Messages);
        }

        return Contenders.Race.Median(median.Skip(Rounds / 2)); // the compiler is done by then
    }

    private static byte[] BatchOfMessages()
    {
        var records = Enumerable.Range(0, Messages).Select(number => (JsonNode)new JsonObject
        {
            ["messageId"] = $"059f36b4-87a3-44ab-83d2-66197583{number:0000}",
            ["receiptHandle"] = new string('r', 400),
            ["body"] = Samples.Item(number).ToJson(),
            ["attributes"] = new JsonObject { ["ApproximateReceiveCount"] = "1", ["SentTimestamp"] = "1768469400000" },
            ["eventSource"] = "aws:sqs",
        });
        return System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["Records"] = new JsonArray([.. records]) }.ToJsonString());
    }

    /// <summary>Answers as DynamoDB does to a write.</summary>
    private sealed class NoNetwork : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler());

        private sealed class Handler : HttpMessageHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                await request.Content!.LoadIntoBufferAsync(cancellationToken);
                return new() { Content = new StringContent("{}", null, "application/x-amz-json-1.0"), RequestMessage = request };
            }
        }
    }
}
