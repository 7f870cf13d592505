using System.Text.Json.Nodes;

namespace ImageClassification.Pipeline.Tests;

public sealed class TelemetryTests(PipelineFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_trace_leads_from_each_upload_over_the_logs_to_the_answer()
    {
        string[] keys = [.. Enumerable.Range(1, 8).Select(number => $"uploads/traced/{number}.jpg")];

        var requests = await Task.WhenAll(keys.Select(UploadAsync));

        requests.ShouldBeUnique();
        foreach (var (key, request) in keys.Zip(requests))
        {
            (await fixture.PredictionAsync(key)).TraceId.ShouldBe(request);
            await fixture.LogLineAsync("Ingest", "queued", request);
            await fixture.LogLineAsync("Query", request);
        }
    }

    [Fact]
    public async Task What_functions_measure_is_in_their_logs()
    {
        await UploadAsync("uploads/measured/1.jpg");
        await fixture.PredictionAsync("uploads/measured/1.jpg");

        var line = await fixture.LogLineAsync("Classifier", "\"_aws\"", "\"Classified\"", "clothing@1");
        await fixture.LogLineAsync("Ingest", "\"_aws\"", "\"ColdStarts\":[1]");

        var metrics = JsonNode.Parse(line[line.IndexOf('{', StringComparison.Ordinal)..])!;
        ((string)metrics["Function"]!).ShouldBe("Classifier");
        ((string)metrics["Model"]!).ShouldBe("clothing@1");
        metrics["InferTime"]!.AsArray().ShouldAllBe(time => (double)time! > 0);
    }

    private async Task<string> UploadAsync(string key)
    {
        var put = await fixture.Pipeline.Aws.S3.PutObjectAsync(
            new() { BucketName = fixture.Pipeline.Bucket, Key = key, FilePath = Path.Combine(PipelineFixture.Samples, "hat", "hat-1.jpg") }, Cancellation);
        return put.ResponseMetadata.RequestId;
    }
}
