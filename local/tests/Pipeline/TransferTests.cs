using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ImageClassification.Contracts;

namespace ImageClassification.Pipeline.Tests;

/// <summary>Pictures and predictions in and out over the HTTP API, against the embedded services.</summary>
public sealed class TransferTests(PipelineFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signed_upload_is_taken_classified_and_shown_again()
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(PipelineFixture.Samples, "hat", "hat-1.jpg"), Cancellation);
        var file = new JsonObject { ["name"] = "a + b, 50% größer (1).jpg", ["type"] = "image/jpeg", ["size"] = bytes.Length };
        var answer = await PostAsync("/uploads", new JsonObject { ["batch"] = "signed", ["files"] = new JsonArray(file) });
        var upload = answer["uploads"]![0]!;

        using var http = new HttpClient();
        using var put = await PutAsync(http, upload["url"]!.ToString(), bytes);
        var prediction = await fixture.PredictionAsync(upload["key"]!.ToString());
        var image = await GetAsync($"/predictions/image?key={Uri.EscapeDataString(prediction.Key)}");
        var shown = await http.GetByteArrayAsync(new Uri(image!["url"]!.ToString()), Cancellation);

        put.StatusCode.ShouldBe(HttpStatusCode.OK);
        prediction.Label.ShouldBe("hat");
        shown.ShouldBe(bytes);
    }

    [Theory]
    [InlineData("http://127.0.0.1:3000", true)]
    [InlineData("http://localhost:8080", true)]
    [InlineData("https://example.com", false)]
    public async Task A_page_of_this_machine_and_no_other_may_upload_from_a_browser(string origin, bool allowed)
    {
        using var http = new HttpClient();
        using var preflight = new HttpRequestMessage(
            HttpMethod.Options, new Uri(fixture.Pipeline.Aws.Endpoints.S3, $"{fixture.Pipeline.Bucket}/uploads/cors/a.jpg"));
        preflight.Headers.Add("origin", origin);
        preflight.Headers.Add("access-control-request-method", "PUT");
        preflight.Headers.Add("access-control-request-headers", "content-type");

        using var response = await http.SendAsync(preflight, Cancellation);

        response.Headers.TryGetValues("access-control-allow-origin", out var origins).ShouldBe(allowed);
        (origins ?? []).ShouldBe(allowed ? [origin] : []);
        response.Headers.GetValues("access-control-allow-methods").Single().ShouldContain("PUT");
        response.Headers.GetValues("access-control-allow-headers").Single().ShouldBe("content-type");
    }

    [Fact]
    public async Task A_batch_is_scored_again_by_another_model_and_compared()
    {
        foreach (var name in new[] { "hat-1.jpg", "hat-2.jpg" })
        {
            await fixture.UploadAsync($"hat/{name}", $"uploads/again/{name}");
            await fixture.PredictionAsync($"uploads/again/{name}");
        }

        var queued = await PostAsync("/batches/again/backfill", new JsonObject { ["model"] = "insects" });
        var summary = await fixture.UntilAsync("a batch scored by insects", async () =>
            await GetAsync("/batches/again?model=insects%401") is { } found && (int?)found["classified"] == 2 ? found : null);
        var compared = await GetAsync("/batches/again/compare?from=clothing%401&to=insects%401");

        ((int)queued["queued"]!, (int)queued["skipped"]!).ShouldBe((2, 0));
        summary["model"]!.ToString().ShouldBe("insects@1");
        ((int)compared!["compared"]!).ShouldBe(2);
        compared["changed"]!.AsArray().Select(change => change!["from"]!["label"]!.ToString()).ShouldBe(["hat", "hat"]);
    }

    [Fact]
    public async Task What_a_manifest_names_is_classified()
    {
        const string Key = "uploads/manifest/a + b, 50% größer.jpg";
        var eTag = await fixture.UploadAsync("hat/hat-1.jpg", Key);
        await fixture.PredictionAsync(Key);
        var manifest = $"manifests/{Guid.NewGuid()}.csv";
        var text = $"\"{fixture.Pipeline.Bucket}\",\"uploads/manifest/a+%2B+b%2C+50%25+gr%C3%B6%C3%9Fer.jpg\",\"1\"\n"
            + "\"elsewhere\",\"uploads/manifest/b.jpg\",\"1\"\n";
        await fixture.Pipeline.Aws.S3.PutObjectAsync(new() { BucketName = fixture.Pipeline.DataBucket, Key = manifest, ContentBody = text }, Cancellation);

        var slice = await PostAsync("/batches/manifest/backfill", new JsonObject { ["manifest"] = manifest, ["model"] = "insects" });
        var prediction = await fixture.UntilAsync("a prediction by insects", async () =>
            await GetAsync($"/predictions?key={Uri.EscapeDataString(Key)}&model=insects%401"));

        ((int)slice["queued"]!, (int)slice["skipped"]!).ShouldBe((1, 1));
        prediction["version"]!["eTag"]!.ToString().ShouldBe(eTag);
    }

    [Fact]
    public async Task Failures_are_retried_and_a_broken_image_fails_again()
    {
        const string Key = "uploads/retried/truncated.jpg";
        await fixture.UploadAsync("hostile/truncated.jpg", Key);
        var failed = await fixture.PredictionAsync(Key);

        var slice = await RetryAsync();
        var again = await fixture.UntilAsync("a later failure", async () =>
        {
            await RetryAsync(); // the same failure is kept for a second
            return await fixture.PredictionAsync(Key) is var now && now.PredictedAt > failed.PredictedAt ? now : null;
        });

        slice.ToJsonString().ShouldBe("""{"queued":1}""");
        again.Version.ShouldBe(failed.Version);
        again.Error!.Code.ShouldBe(ErrorCode.CorruptImage);

        Task<JsonNode> RetryAsync() => PostAsync("/batches/retried/retry", new JsonObject { ["code"] = ErrorCode.CorruptImage });
    }

    [Fact]
    public async Task A_listing_in_S3_s_order_misses_no_key()
    {
        string[] names = ["B.jpg", "a.jpg", "_.jpg", "É.jpg", "e.jpg", "Z/1.jpg", "z-1.jpg"];
        foreach (var name in names)
        {
            await fixture.UploadAsync("hostile/text.jpg", $"uploads/order-of-keys/{name}");
        }

        var keys = new List<string>();
        string? after = null;
        do
        {
            var page = await fixture.Pipeline.Aws.S3.ListObjectsV2Async(
                new() { BucketName = fixture.Pipeline.Bucket, Prefix = "uploads/order-of-keys/", StartAfter = after, MaxKeys = 2 }, Cancellation);
            keys.AddRange((page.S3Objects ?? []).Select(found => found.Key));
            after = page.IsTruncated == true ? keys[^1] : null;
        }
        while (after is not null);

        keys.ShouldBe(names.Select(name => $"uploads/order-of-keys/{name}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public async Task An_export_has_a_line_for_every_prediction(string format)
    {
        var batch = $"export-{format}";
        await fixture.UploadAsync("hat/hat-1.jpg", $"uploads/{batch}/a.jpg");
        await fixture.UploadAsync("hostile/truncated.jpg", $"uploads/{batch}/b.jpg");
        await fixture.PredictionAsync($"uploads/{batch}/a.jpg");
        await fixture.PredictionAsync($"uploads/{batch}/b.jpg");

        using var response = await fixture.Http.GetAsync($"/batches/{batch}/export?format={format}", Cancellation);
        var lines = (await response.Content.ReadAsStringAsync(Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var (exitCode, output) = await DevCommand.RunAsync(
            fixture.Pipeline.Aws.Endpoints, "export", batch, "--format", format, "--api", fixture.Pipeline.Api.ToString());

        response.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe($"{batch}.{format}");
        lines.Count(line => line.Contains("uploads/export", StringComparison.Ordinal)).ShouldBe(2);
        exitCode.ShouldBe(0, output);
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(lines);
    }

    [Fact]
    public async Task An_export_to_a_file_says_how_many_predictions_it_has()
    {
        await fixture.UploadAsync("hat/hat-1.jpg", "uploads/one/a.jpg");
        await fixture.PredictionAsync("uploads/one/a.jpg");
        var file = Path.GetTempFileName();

        var (exitCode, output) = await DevCommand.RunAsync(
            fixture.Pipeline.Aws.Endpoints, "export", "one", "--output", file, "--api", fixture.Pipeline.Api.ToString());

        File.Delete(file);
        (exitCode, output).ShouldBe((0, $"1 prediction written to {file}.\n"));
    }

    [Fact]
    public async Task An_export_of_no_batch_says_what_the_API_says()
    {
        using var response = await fixture.Http.GetAsync("/batches/nowhere/predictions", Cancellation);
        var detail = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["detail"]!.ToString();

        var (exitCode, output) = await DevCommand.RunAsync(
            fixture.Pipeline.Aws.Endpoints, "export", "nowhere", "--output", Path.GetTempFileName(), "--json", "--api", fixture.Pipeline.Api.ToString());

        exitCode.ShouldBe(1);
        JsonNode.Parse(output)!["error"]!.ToString().ShouldBe(detail);
    }

    [Fact]
    public async Task An_export_that_is_longer_than_an_answer_may_be_is_linked_to()
    {
        const int Count = 300;
        var writer = await fixture.WriterAsync();
        foreach (var number in Enumerable.Range(0, Count))
        {
            var prediction = new Prediction
            {
                Bucket = fixture.Pipeline.Bucket,
                Key = ObjectKey.Parse($"uploads/long/{number}.jpg"),
                Status = PredictionStatus.Failed,
                Error = new(ErrorCode.CorruptImage, new string('x', 20_000)),
                Model = new(ModelName.Parse("clothing"), "1", "0123456789abcdef"),
                Version = new(DateTimeOffset.UnixEpoch, "e1"),
                PredictedAt = DateTimeOffset.UnixEpoch,
            };
            await writer.WriteAsync(prediction, Cancellation);
        }

        var link = await GetAsync("/batches/long/export?format=jsonl");

        using var http = new HttpClient();
        using var file = await http.GetAsync(new Uri(link!["url"]!.ToString()), Cancellation);
        var lines = (await file.Content.ReadAsStringAsync(Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        ((int)link["count"]!).ShouldBe(Count);
        lines.Select(line => JsonNode.Parse(line)!["key"]!.ToString()).Distinct().Count().ShouldBe(Count);
        file.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe("long.jsonl");
        file.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");
    }

    [Fact]
    public async Task The_verb_backfills_a_prefix()
    {
        await fixture.UploadAsync("hat/hat-1.jpg", "uploads/verb/a.jpg");
        await fixture.PredictionAsync("uploads/verb/a.jpg");

        var (exitCode, output) = await DevCommand.RunAsync(
            fixture.Pipeline.Aws.Endpoints, "backfill", "--prefix", "uploads/verb/", "--model", "insects", "--api", fixture.Pipeline.Api.ToString(), "--json");

        exitCode.ShouldBe(0, output);
        JsonNode.Parse(output)!.ToJsonString().ShouldBe("""{"queued":1,"skipped":0,"skippedBecause":[]}""");
        (await fixture.UntilAsync("a prediction by insects", () => GetAsync("/predictions?key=uploads/verb/a.jpg&model=insects%401"))).ShouldNotBeNull();
    }

    private static Task<HttpResponseMessage> PutAsync(HttpClient http, string url, byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        return http.PutAsync(new Uri(url), content, Cancellation);
    }

    /// <returns>Null for 404.</returns>
    private async Task<JsonNode?> GetAsync(string path)
    {
        using var response = await fixture.Http.GetAsync(path, Cancellation);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await JsonNode.ParseAsync(
            await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(Cancellation), cancellationToken: Cancellation);
    }

    private async Task<JsonNode> PostAsync(string path, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await fixture.Http.PostAsync(path, content, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }
}
