using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Amazon.SQS.Model;
using ImageClassification.Batches;
using ImageClassification.Contracts;
using ImageClassification.Pipeline.Tests;
using ImageClassification.Predictions;
using ImageClassification.Runner;
using ImageClassification.Runner.Faults;

[assembly: AssemblyFixture(typeof(PipelineFixture))]

namespace ImageClassification.Pipeline.Tests;

/// <summary>The whole pipeline, started once for all tests. Each test uploads to a batch of its own.</summary>
public sealed class PipelineFixture : IAsyncLifetime
{
    /// <summary>A message that is retried, beside tests that keep the Classifier busy, takes more than a minute.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentQueue<string> _log = new();

    public FaultPlan? Faults { get; init; }

    public IReadOnlyDictionary<string, string> ParameterOverrides { get; init; } = new Dictionary<string, string> { ["MaxReceiveCount"] = "2" };

    public IEnumerable<string> Log => _log;

    public Runner.Pipeline Pipeline { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public static string Samples { get; } = Path.Combine(PipelineOptions.FindRoot(), "tests", "samples");

    /// <summary>Messages that are no work items of this pipeline; ID stands for what tells one from the others.</summary>
    public static TheoryData<string> Unreadable { get; } = new(
        "poison ID",
        """{"schemaVersion":99,"kind":"classify","bucket":"local-images-000000000000","key":"uploads/ID","version":{"eventTime":"2026-01-01T00:00:00Z"}}""",
        """{"schemaVersion":2,"kind":"classify","bucket":"another","key":"uploads/ID","version":{"eventTime":"2026-01-01T00:00:00Z"}}""");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Pipeline = await Runner.Pipeline.StartAsync(
            new()
            {
                Root = PipelineOptions.FindRoot(),
                Log = (name, line) => _log.Enqueue($"{name} | {line}"),
                Faults = Faults,
                ParameterOverrides = ParameterOverrides,
            },
            Cancellation);
        Http = new() { BaseAddress = Pipeline.Api };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Pipeline.DisposeAsync();
    }

    /// <summary>The table of predictions.</summary>
    public async Task<string> TableAsync() => (await Pipeline.Aws.DynamoDb.ListTablesAsync(Cancellation)).TableNames.ShouldHaveSingleItem();

    /// <summary>Writes as a Classifier would.</summary>
    public async Task<PredictionWriter> WriterAsync(TimeProvider? time = null)
    {
        var table = new PredictionTable(Pipeline.Aws.DynamoDb, await TableAsync(), time ?? TimeProvider.System);
        return new(table, new CheckSender(table, Pipeline.Aws.Sqs, Pipeline.Queues["WorkQueue"], Pipeline.Bucket));
    }

    /// <returns>The entity tag, without quotes.</returns>
    public async Task<string> UploadAsync(string sample, string key)
    {
        var file = Path.Combine(Samples, sample);
        var put = await Pipeline.Aws.S3.PutObjectAsync(new() { BucketName = Pipeline.Bucket, Key = key, FilePath = file }, Cancellation);
        return put.ETag.Trim('"');
    }

    /// <summary>The API's answer for a key, once it is what is waited for.</summary>
    public Task<Prediction> PredictionAsync(string key, Func<Prediction, bool>? expected = null) => UntilAsync($"a prediction of {key}", async () =>
    {
        using var response = await Http.GetAsync($"/predictions?key={Uri.EscapeDataString(key)}", Cancellation);
        var prediction = response.StatusCode == HttpStatusCode.OK ? await ReadAsync(response) : null;
        return prediction is not null && expected?.Invoke(prediction) != false ? prediction : null;
    });

    public static async Task<Prediction> ReadAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync(PipelineJson.Default.Prediction, Cancellation))!;

    /// <returns>The message's id.</returns>
    public async Task<string> SendAsync(string queue, string body) =>
        (await Pipeline.Aws.Sqs.SendMessageAsync(new() { QueueUrl = Pipeline.Queues[queue], MessageBody = body }, Cancellation)).MessageId;

    /// <summary>
    /// Returns when what came before is done. The Classifier works on one batch at a time, which may hold it and the first image;
    /// the second image comes after.
    /// </summary>
    public async Task OvertakenAsync()
    {
        for (var image = 1; image <= 2; image++)
        {
            var key = $"uploads/last/{Guid.NewGuid()}.jpg";
            await UploadAsync("hat/hat-1.jpg", key);
            await PredictionAsync(key);
        }
    }

    public Task<Message> MessageAsync(string queue, Func<Message, bool> expected) => UntilAsync($"a message in {queue}", async () =>
    {
        var received = await Pipeline.Aws.Sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest { QueueUrl = Pipeline.Queues[queue], MaxNumberOfMessages = 10, MessageAttributeNames = ["All"] },
            Cancellation);
        return received.Messages?.FirstOrDefault(expected);
    });

    /// <summary>A line that a function logs which has all of these texts.</summary>
    public Task<string> LogLineAsync(string function, params string[] texts) => UntilAsync($"{function}'s line with {string.Join(", ", texts)}", () =>
        Task.FromResult(_log.FirstOrDefault(line => line.StartsWith($"{function} | ", StringComparison.Ordinal)
            && texts.All(text => line.Contains(text, StringComparison.Ordinal)))));

    public async Task<T> UntilAsync<T>(string what, Func<Task<T?>> tryAsync)
        where T : class
    {
        var end = TimeProvider.System.GetUtcNow() + Patience;
        while (TimeProvider.System.GetUtcNow() < end)
        {
            if (await tryAsync() is { } found)
            {
                return found;
            }

            await Task.Delay(PollInterval, Cancellation);
        }

        var lines = _log.Where(line => !line.StartsWith("Query | ", StringComparison.Ordinal)).TakeLast(40); // which logs every attempt to find it
        throw new TimeoutException($"No {what} in {Patience.TotalSeconds} s. The last lines of the log:\n{string.Join('\n', lines)}");
    }
}
