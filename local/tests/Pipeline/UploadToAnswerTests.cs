using System.Net;
using System.Text.Json.Nodes;
using ImageClassification.Contracts;

namespace ImageClassification.Pipeline.Tests;

public sealed class UploadToAnswerTests(PipelineFixture fixture)
{
    private static readonly Dictionary<string, string> Failures = new()
    {
        ["hostile/truncated.jpg"] = ErrorCode.CorruptImage,
        ["hostile/text.jpg"] = ErrorCode.UnsupportedFormat,
        ["hostile/claims-20000x20000.jpg"] = ErrorCode.ImageTooLarge,
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Samples() =>
    [
        .. Directory.EnumerateFiles(PipelineFixture.Samples, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(PipelineFixture.Samples, file))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Every_sample_gets_its_prediction(string sample)
    {
        var key = $"uploads/samples/{sample}";
        var eTag = await fixture.UploadAsync(sample, key);

        var prediction = await fixture.PredictionAsync(key);

        prediction.Version.ETag.ShouldBe(eTag);
        prediction.Error?.Code.ShouldBe(Failures.GetValueOrDefault(sample));
        prediction.Status.ShouldBe(Failures.ContainsKey(sample) ? PredictionStatus.Failed : PredictionStatus.Classified);
        prediction.Labels.Count.ShouldBe(Failures.ContainsKey(sample) ? 0 : 5);
        if (Path.GetDirectoryName(sample) is var folder and not "hostile")
        {
            prediction.Label.ShouldBe(folder);
        }
    }

    [Theory]
    [InlineData("uploads/awkward/a + b, 50% größer, 日本 (1).jpg")]
    [InlineData("uploads/awkward/%2B/#?&=;'.jpg")]
    public async Task An_awkward_key_is_found_by_path_and_by_query(string key)
    {
        await fixture.UploadAsync("hat/hat-1.jpg", key);
        await fixture.PredictionAsync(key);

        using var byPath = await fixture.Http.GetAsync($"/predictions/{string.Join('/', key.Split('/').Select(Uri.EscapeDataString))}", Cancellation);

        (await PipelineFixture.ReadAsync(byPath)).Key.ToString().ShouldBe(key);
    }

    [Fact]
    public async Task A_batch_is_counted_and_listed()
    {
        await fixture.UploadAsync("hat/hat-1.jpg", "uploads/counted/1.jpg");
        await fixture.UploadAsync("hostile/text.jpg", "uploads/counted/2.jpg");
        await fixture.PredictionAsync("uploads/counted/1.jpg");
        await fixture.PredictionAsync("uploads/counted/2.jpg");

        var summary = JsonNode.Parse(await fixture.Http.GetStringAsync("/batches/counted", Cancellation))!;
        var failed = JsonNode.Parse(await fixture.Http.GetStringAsync("/batches/counted/predictions?status=FAILED", Cancellation))!;

        ((int)summary["classified"]!).ShouldBe(1);
        ((int)summary["failed"]!).ShouldBe(1);
        ((string)failed["predictions"]!.AsArray().ShouldHaveSingleItem()!["key"]!).ShouldBe("uploads/counted/2.jpg");
    }

    [Fact]
    public async Task A_prediction_that_the_caller_has_is_not_sent_again()
    {
        const string Path = "/predictions/uploads/tagged/1.jpg";
        await fixture.UploadAsync("hat/hat-1.jpg", "uploads/tagged/1.jpg");
        await fixture.PredictionAsync("uploads/tagged/1.jpg");
        using var first = await fixture.Http.GetAsync(Path, Cancellation);

        using var request = new HttpRequestMessage(HttpMethod.Get, Path) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var second = await fixture.Http.SendAsync(request, Cancellation);

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        second.Headers.ETag.ShouldBe(first.Headers.ETag);
    }

    [Fact]
    public async Task What_lies_outside_the_prefix_is_left_alone()
    {
        await fixture.UploadAsync("hat/hat-1.jpg", "elsewhere/hat.jpg");
        await fixture.OvertakenAsync();

        using var response = await fixture.Http.GetAsync("/predictions/elsewhere/hat.jpg", Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_route_that_is_not_there_is_answered_as_API_Gateway_does()
    {
        using var response = await fixture.Http.GetAsync("/nowhere", Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe("""{"message":"Not Found"}""");
    }
}
