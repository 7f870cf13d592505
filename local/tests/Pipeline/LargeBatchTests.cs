using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ImageClassification.Contracts;

namespace ImageClassification.Pipeline.Tests;

/// <summary>
/// How long answers about a large batch take, from the real Query function. With LARGE_BATCH=100000 these are docs/batches.md's
/// figures; by default the batch is small, and only what is answered counts.
/// </summary>
public sealed class LargeBatchTests(PipelineFixture fixture, ITestOutputHelper output)
{
    private const string Batch = "large";
    private const int PageSize = 200;

    private static readonly string[] Labels = ["dress", "hat", "longsleeve", "outwear", "pants", "shirt", "shoes", "shorts", "skirt", "t-shirt"];

    private static readonly int Size = int.Parse(Environment.GetEnvironmentVariable("LARGE_BATCH") ?? "2000", CultureInfo.InvariantCulture);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_quiet_batch_is_summed_up_at_once_and_its_pages_come_equally_fast_at_any_depth()
    {
        await TimeAsync($"{Size} predictions written", WriteAsync);

        JsonNode counted = null!, stored = null!;
        await TimeAsync("counted", async () => counted = await GetAsync($"/batches/{Batch}"));
        await TimeAsync("stored", async () => stored = await GetAsync($"/batches/{Batch}"));

        ((string?)counted["state"], (int)counted["classified"]! + (int)counted["failed"]!).ShouldBe(("quiet", Size));
        counted["pending"] = stored["pending"]!.DeepClone(); // other tests send work too
        stored.ToJsonString().ShouldBe(counted.ToJsonString());
        await MeasureAsync();
        await WalkAsync("sort=confidence&order=asc", (int)counted["classified"]!);
        await WalkAsync("sort=confidence&order=desc", (int)counted["classified"]!);
        await WalkAsync("order=desc", Size);
        await WalkAsync("order=asc", Size);
        await WalkAsync("label=hat&order=desc", (int)counted["labels"]!.AsArray().Single(label => (string?)label!["label"] == "hat")!["count"]!);
    }

    /// <summary>Says what a fifth of the images show, and says how long it takes to learn how good the labels of those are.</summary>
    private async Task MeasureAsync()
    {
        var lines = string.Concat(Enumerable.Range(0, Size / 5).Select(number => number * 5).Select(
            number => $"{{\"key\":\"{Make(number).Key}\",\"label\":\"{Labels[number % Labels.Length]}\"}}\n"));
        await TimeAsync($"{Size / 5} truths said", async () =>
        {
            for (var cursor = ""; cursor is not null;)
            {
                using var content = new StringContent(lines, Encoding.UTF8, "application/x-ndjson");
                using var response = await fixture.Http.PostAsync(new Uri($"/batches/{Batch}/truth?cursor={cursor}", UriKind.Relative), content, Cancellation);
                cursor = (string?)JsonNode.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Cancellation))!["nextCursor"];
            }
        });

        JsonNode measured = null!, kept = null!;
        await TimeAsync("quality measured", async () => measured = await GetAsync($"/batches/{Batch}/quality"));
        await TimeAsync("quality kept", async () => kept = await GetAsync($"/batches/{Batch}/quality"));

        var expected = Enumerable.Range(0, Size / 5).Select(number => number * 5)
            .Select(number => (Truth: Labels[number % Labels.Length], Make(number).Label)).ToList();
        var report = measured["report"]!;
        ((int)report["images"]! + (int)report["unanswered"]!, (int)report["unanswered"]!, (int)report["right"]!)
            .ShouldBe((expected.Count, expected.Count(each => each.Label is null), expected.Count(each => each.Label == each.Truth)));
        kept["report"]!.ToJsonString().ShouldBe(report.ToJsonString());
    }

    /// <summary>Reads all pages of a query, and says how long those at its beginning, middle and end took.</summary>
    private async Task WalkAsync(string query, int expected)
    {
        var (keys, times) = (new HashSet<string>(), new List<TimeSpan>());
        for (var cursor = ""; cursor is not null;)
        {
            var start = Stopwatch.GetTimestamp();
            var page = await GetAsync($"/batches/{Batch}/predictions?{query}&limit={PageSize}&cursor={cursor}");
            times.Add(Stopwatch.GetElapsedTime(start));
            foreach (var prediction in page["predictions"]!.AsArray())
            {
                keys.Add((string)prediction!["key"]!).ShouldBeTrue();
            }

            cursor = (string?)page["nextCursor"];
        }

        keys.Count.ShouldBe(expected);
        var ends = Math.Max(1, times.Count / 20);
        var (first, middle, last) = (Median(times[..ends]), Median(times.GetRange((times.Count - ends) / 2, ends)), Median(times[^ends..]));
        output.WriteLine($"{query}: {times.Count} pages of {PageSize}; "
            + $"median of the first {first}, middle {middle} and last {last}; slowest {Format(times.Max())}");
    }

    /// <summary>An hour ago, so that the batch is quiet.</summary>
    private async Task WriteAsync()
    {
        var writer = await fixture.WriterAsync(new Earlier());
        await Parallel.ForEachAsync(Enumerable.Range(0, Size), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) =>
            await writer.WriteAsync(Make(number), Cancellation));
    }

    private Prediction Make(int number)
    {
        var random = new Random(number);
        var scores = Labels.OrderBy(_ => random.Next()).Take(5)
            .Zip([0.2 + random.NextDouble() * 0.8, 0.1, 0.05, 0.02, 0.01], (label, score) => new ScoredLabel(label, score)).ToList();
        var prediction = new Prediction
        {
            Bucket = fixture.Pipeline.Bucket,
            Key = ObjectKey.Parse($"uploads/{Batch}/folder-{number % 100}/image-{number}.jpg"),
            Status = PredictionStatus.Classified,
            Model = new(ModelName.Parse("clothing"), "1", "0123456789abcdef"),
            Version = new(new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero), "d41d8cd98f00b204e9800998ecf8427e", Sequencer.From("0055AED6DCD90281E5")),
            Labels = scores,
            Image = new(400, 533, 25988),
            Times = new(12.34, 3.21, 1.23, 4.56),
            PredictedAt = new(2026, 1, 15, 12, 0, 3, TimeSpan.Zero),
        };
        return number % 50 > 0
            ? prediction
            : prediction with { Status = PredictionStatus.Failed, Labels = [], Error = new(ErrorCode.CorruptImage, "Damaged."), Times = null };
    }

    private async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await fixture.Http.GetStringAsync(path, Cancellation))!;

    private async Task TimeAsync(string what, Func<Task> doAsync)
    {
        var start = Stopwatch.GetTimestamp();
        await doAsync();
        output.WriteLine($"{what}: {Format(Stopwatch.GetElapsedTime(start))}");
    }

    private static string Median(List<TimeSpan> times) => Format(times.Order().ElementAt(times.Count / 2));

    private static string Format(TimeSpan time) => time.TotalMilliseconds.ToString("N0", CultureInfo.InvariantCulture) + " ms";

    private sealed class Earlier : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddHours(-1);
    }
}
