using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using ImageClassification.Runner.Faults;

namespace ImageClassification.Benchmarks.Pipeline;

/// <summary>Images through the whole pipeline on this machine: what each function computes, sends, writes and logs for one.</summary>
internal sealed class PipelineRun : IAsyncDisposable
{
    private const int ParallelUploads = 8;
    private const int Digits = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    private readonly string[] _files;
    private readonly int _images;
    private readonly FaultPlan _counter = new(0, []); // of requests; it injects nothing
    private readonly ConcurrentDictionary<string, long> _logged = new();
    private Runner.Pipeline _pipeline = null!;
    private int _messages;
    private int _invocations;

    private PipelineRun(string[] files, int images) => (_files, _images) = (files, images);

    /// <param name="root">The repository.</param>
    /// <param name="files">Uploaded in turn.</param>
    /// <param name="images">How many uploads are measured, and requests; as many before to warm up.</param>
    public static async Task<(PerImage, PerQuery)> MeasureAsync(string root, string[] files, int images)
    {
        await using var run = new PipelineRun(files, images);
        run._pipeline = await Runner.Pipeline.StartAsync(
            new()
            {
                Root = root,
                Native = true,
                Log = run.Count,
                ParameterOverrides = new Dictionary<string, string> { ["BatchingWindow"] = "1", ["ClassifierMemory"] = "1769" },
                Faults = run._counter,
            },
            CancellationToken.None);
        await run.UploadAsync("warm-up");
        await run.QueryAsync("warm-up");

        var perImage = await run.ImagesAsync();
        return (perImage, await run.QueriesAsync((int)perImage.ItemBytes));
    }

    public async ValueTask DisposeAsync() => await _pipeline.DisposeAsync();

    private async Task<PerImage> ImagesAsync()
    {
        var requests = _counter.Requests.ToDictionary();
        var (classifier, ingest, logged) = (_pipeline.ProcessorTimeOf("Classifier"), _pipeline.ProcessorTimeOf("Ingest"), _logged.ToDictionary());
        var (messages, invocations) = (_messages, _invocations);
        await UploadAsync("run");

        var perInvocation = (double)(_messages - messages) / (_invocations - invocations);
        var item = (await _pipeline.Aws.DynamoDb.ScanAsync(await ScanAsync())).Items.First(each => each.ContainsKey("outcome"));
        var itemBytes = ItemSize.Of(item);
        return new(
            Math.Round(_files.Average(file => new FileInfo(file).Length)),
            Math.Round((_pipeline.ProcessorTimeOf("Classifier") - classifier).TotalMilliseconds / _images, Digits),
            Math.Round((_pipeline.ProcessorTimeOf("Ingest") - ingest).TotalMilliseconds / _images, Digits),
            Math.Round(perInvocation, Digits),
            Math.Round(Sent("Ingest", "SendMessageBatch") + (2 / perInvocation), Digits), // Lambda receives and deletes by the batch
            Math.Round(Sent("Classifier", "GetObject"), Digits),
            Math.Round((Sent("Classifier", "PutItem") * ItemSize.WriteUnits(itemBytes)) + Sent("Classifier", "UpdateItem"), Digits), // of the batch
            itemBytes,
            Math.Round((Logged("Classifier", logged) + Logged("Ingest", logged)) / _images));

        double Sent(string function, string operation) =>
            (double)(_counter.Requests.GetValueOrDefault((function, operation)) - requests.GetValueOrDefault((function, operation))) / _images;
    }

    private async Task<PerQuery> QueriesAsync(int itemBytes)
    {
        var (cpu, logged) = (_pipeline.ProcessorTimeOf("Query"), _logged.ToDictionary());
        await QueryAsync("run");
        return new(
            Math.Round((_pipeline.ProcessorTimeOf("Query") - cpu).TotalMilliseconds / _images, Digits),
            ItemSize.ReadUnits(itemBytes),
            Math.Round(Logged("Query", logged) / _images));
    }

    private double Logged(string function, Dictionary<string, long> before) => _logged.GetValueOrDefault(function) - before.GetValueOrDefault(function);

    private async Task<ScanRequest> ScanAsync() => new() { TableName = (await _pipeline.Aws.DynamoDb.ListTablesAsync()).TableNames.Single() };

    private async Task UploadAsync(string batch)
    {
        var done = _messages + _images;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelUploads };
        await Parallel.ForEachAsync(Enumerable.Range(0, _images), parallel, async (number, cancellationToken) =>
            await _pipeline.Aws.S3.PutObjectAsync(
                new() { BucketName = _pipeline.Bucket, Key = KeyOf(batch, number), FilePath = _files[number % _files.Length] }, cancellationToken));
        using var patience = new CancellationTokenSource(Patience);
        while (Volatile.Read(ref _messages) < done)
        {
            await Task.Delay(PollInterval, patience.Token);
        }
    }

    private async Task QueryAsync(string batch)
    {
        using var http = new HttpClient { BaseAddress = _pipeline.Api };
        for (var number = 0; number < _images; number++)
        {
            await http.GetStringAsync($"/predictions?key={KeyOf(batch, number)}");
        }
    }

    private static string KeyOf(string batch, int number) => $"uploads/{batch}/photo-{number}.jpg";

    private void Count(string name, string line)
    {
        _logged.AddOrUpdate(name, Encoding.UTF8.GetByteCount(line) + 1, (_, bytes) => bytes + Encoding.UTF8.GetByteCount(line) + 1);
        if (name == "Classifier" && line.StartsWith('{'))
        {
            using var entry = JsonDocument.Parse(line);
            if (entry.RootElement.TryGetProperty("event", out var @event) && @event.GetString() == "Processed")
            {
                Interlocked.Increment(ref _invocations);
                Interlocked.Add(ref _messages, entry.RootElement.GetProperty("Messages").GetInt32());
            }
        }
    }
}
