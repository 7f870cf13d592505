using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Amazon.SQS.Model;
using ImageClassification.Runner;

namespace ImageClassification.Pipeline.Tests;

/// <summary>What a decoder's crash does: it takes the process, and with it a batch of messages.</summary>
[Collection(DevCommand.StartsPipeline)]
public sealed class CrashTests
{
    private const int Images = 10;
    private const string Batch = "/batches/crash";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>One processor, so that ten images take a while, and a window in which all ten come together.</summary>
    private static readonly Dictionary<string, string> Parameters =
        new() { ["ClassifierMemory"] = "1769", ["BatchingWindow"] = "3", ["VisibilityTimeout"] = "10" };

    private readonly ConcurrentQueue<string> _log = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_that_ends_among_ten_messages_loses_none_of_them()
    {
        await using var pipeline = await Runner.Pipeline.StartAsync(
            new() { Root = PipelineOptions.FindRoot(), Log = (name, line) => _log.Enqueue($"{name} | {line}"), ParameterOverrides = Parameters }, Cancellation);
        using var http = new HttpClient { BaseAddress = pipeline.Api };
        var keys = Enumerable.Range(0, Images).Select(number => $"uploads/crash/{number}.bmp").ToList();
        await Task.WhenAll(keys.Select(
            key => pipeline.Aws.S3.PutObjectAsync(new() { BucketName = pipeline.Bucket, Key = key, InputStream = Picture() }, Cancellation)));

        await UntilAsync(async () => await ClassifiedAsync(http) > 0);
        pipeline.Kill("Classifier");
        var (held, done) = ((await QueueAsync(pipeline, "WorkQueue")).ApproximateNumberOfMessagesNotVisible, await ClassifiedAsync(http));
        await UntilAsync(async () => await QueueAsync(pipeline, "WorkQueue") is { ApproximateNumberOfMessages: 0, ApproximateNumberOfMessagesNotVisible: 0 });

        held.ShouldBe(Images);
        done.ShouldBeInRange(1, Images - 1);
        _log.ShouldContain(line => line.StartsWith("Classifier | RequestId: ", StringComparison.Ordinal)
            && line.EndsWith("Runtime exited with error: signal: killed", StringComparison.Ordinal));
        var page = JsonNode.Parse(await http.GetStringAsync($"{Batch}/predictions?status=CLASSIFIED&limit=200", Cancellation))!;
        page["predictions"]!.AsArray().Select(prediction => (string)prediction!["key"]!).ShouldBe(keys, ignoreOrder: true);
        (await ClassifiedAsync(http)).ShouldBe(Images);
        (await QueueAsync(pipeline, "DeadLetterQueue")).ApproximateNumberOfMessages.ShouldBe(0);
    }

    /// <summary>A BMP of 16 million pixels in 2 MB.</summary>
    private static MemoryStream Picture()
    {
        const int side = 4000;
        var bmp = new byte[62 + (side * side / 8)];
        "BM"u8.CopyTo(bmp);
        foreach (var (at, value) in new[] { (2, bmp.Length), (10, 62), (14, 40), (18, side), (22, side), (26, 1 | (1 << 16)), (46, 2) })
        {
            BitConverter.TryWriteBytes(bmp.AsSpan(at), value);
        }

        return new MemoryStream(bmp);
    }

    private static async Task<int> ClassifiedAsync(HttpClient http)
    {
        using var response = await http.GetAsync(Batch, Cancellation);
        return response.IsSuccessStatusCode ? (int)JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["classified"]! : 0;
    }

    private static Task<GetQueueAttributesResponse> QueueAsync(Runner.Pipeline pipeline, string queue) =>
        pipeline.Aws.Sqs.GetQueueAttributesAsync(new() { QueueUrl = pipeline.Queues[queue], AttributeNames = ["All"] }, Cancellation);

    private async Task UntilAsync(Func<Task<bool>> isTrue)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await isTrue())
        {
            Stopwatch.GetElapsedTime(started).ShouldBeLessThan(Patience, $"The last lines of the log:\n{string.Join('\n', _log.TakeLast(20))}");
            await Task.Delay(20, Cancellation);
        }
    }
}
