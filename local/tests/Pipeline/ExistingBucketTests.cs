using System.Net;
using System.Text.Json.Nodes;

namespace ImageClassification.Pipeline.Tests;

/// <summary>A bucket that is not the stack's, whose events come in EventBridge's form.</summary>
public sealed class ExistingBucketTests : IAsyncLifetime
{
    private const string Key = "2026/spring/a + b, 50% größer.jpg";

    private readonly PipelineFixture _pipeline = new()
    {
        ParameterOverrides = new Dictionary<string, string> { ["SourceBucket"] = "photos", ["ImagePrefix"] = "2026/" },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _pipeline.InitializeAsync();

    public ValueTask DisposeAsync() => _pipeline.DisposeAsync();

    [Fact]
    public async Task What_lies_and_changes_under_the_prefix_is_followed_and_nothing_is_written_there()
    {
        await _pipeline.UploadAsync("hat/hat-1.jpg", "2025/other.jpg");
        await _pipeline.UploadAsync("hat/hat-1.jpg", Key);

        var prediction = await _pipeline.PredictionAsync(Key);
        var outside = await DevAsync("backfill", "--prefix", "2025/", "--json");
        var inside = await DevAsync("backfill", "--prefix", "2026/", "--json");
        var exported = await DevAsync("export", "spring", "--format", "jsonl");
        using var export = await _pipeline.Http.GetAsync("/batches/spring/export?format=parquet", Cancellation);
        var objects = (await _pipeline.Pipeline.Aws.S3.ListObjectsV2Async(new() { BucketName = "photos" }, Cancellation)).S3Objects;
        await _pipeline.Pipeline.Aws.S3.DeleteObjectAsync("photos", Key, Cancellation);
        await _pipeline.UntilAsync("a tombstone", async () => await StatusAsync(Key) == HttpStatusCode.NotFound ? "gone" : null);

        (prediction.Bucket, prediction.Key.ToString(), prediction.Label).ShouldBe(("photos", Key, "hat"));
        outside.ExitCode.ShouldBe(1);
        outside.Output["reason"]!.ToString().ShouldContain("2026/");
        outside.Output["folders"]!.AsArray().Select(folder => folder!.ToString()).ShouldBe(["2026/spring/"]);
        (inside.ExitCode, (int)inside.Output["queued"]!).ShouldBe((0, 1));
        (exported.ExitCode, (string?)exported.Output["key"], (string?)exported.Output["batch"]).ShouldBe((0, Key, "spring"));
        export.StatusCode.ShouldBe(HttpStatusCode.OK);
        objects.Select(found => found.Key).ShouldBe(["2025/other.jpg", Key]);
        (await StatusAsync("2025/other.jpg")).ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<HttpStatusCode> StatusAsync(string key)
    {
        using var response = await _pipeline.Http.GetAsync($"/predictions?key={Uri.EscapeDataString(key)}", Cancellation);
        return response.StatusCode;
    }

    private async Task<(int ExitCode, JsonNode Output)> DevAsync(params string[] arguments)
    {
        var (exitCode, output) = await DevCommand.RunAsync(
            _pipeline.Pipeline.Aws.Endpoints, [.. arguments, "--api", _pipeline.Pipeline.Api.ToString()]);
        return (exitCode, JsonNode.Parse(output)!);
    }
}
