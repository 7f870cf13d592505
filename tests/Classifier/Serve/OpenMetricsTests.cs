using System.Globalization;
using System.Text.RegularExpressions;
using ImageClassification.Classifier.Tests.Http;

namespace ImageClassification.Classifier.Tests.Serve;

public sealed partial class OpenMetricsTests(ClassifierFixture fixture) : IClassFixture<ClassifierFixture>
{
    [Fact]
    public async Task It_counts_requests_and_images_and_says_how_long_they_took()
    {
        await using var server = new TestServer(fixture.Model);
        await TestServer.ClassifiedAsync(server.PostAsync(Caller.Sample("hat/hat-1.jpg")));
        await TestServer.ClassifiedAsync(server.PostAsync(Caller.Sample("hat/hat-2.jpg")));
        await TestServer.ClassifiedAsync(server.PostAsync(Caller.Sample("hostile/text.jpg")));

        var samples = await SamplesAsync(server);

        samples["http_requests_total{status=\"200\"}"].ShouldBe(2);
        samples["http_requests_total{status=\"422\"}"].ShouldBe(1);
        samples["http_requests_in_flight"].ShouldBe(1, "the one that asks");
        samples["images_total{outcome=\"CLASSIFIED\"}"].ShouldBe(2);
        samples["images_total{outcome=\"UNSUPPORTED_FORMAT\"}"].ShouldBe(1);
        samples["http_request_duration_seconds_count"].ShouldBe(3);
        samples["image_stage_seconds_count{stage=\"infer\"}"].ShouldBe(2);
        samples["process_resident_memory_bytes"].ShouldBeGreaterThan(10_000_000);
        samples["process_cpu_seconds_total"].ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task It_is_OpenMetrics_text()
    {
        await using var server = new TestServer(fixture.Model);
        await TestServer.ClassifiedAsync(server.PostAsync(Caller.Sample("hat/hat-1.jpg")));

        using var answer = await server.GetAsync("/metrics");
        var lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n');

        answer.Content.Headers.ContentType!.ToString().ShouldBe("application/openmetrics-text; version=1.0.0; charset=utf-8");
        lines[^2..].ShouldBe(["# EOF", ""]);
        var families = lines.Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')).ToList();
        families.Select(family => family[2]).ShouldBeUnique();
        families.ShouldAllBe(family => family[3] == "counter" || family[3] == "gauge" || family[3] == "histogram");
        foreach (var line in lines[..^2].Where(line => !line.StartsWith('#')))
        {
            Sample().IsMatch(line).ShouldBeTrue(line);
            families.Count(family => SuffixesOf(family[3]).Any(suffix => line.StartsWith(family[2] + suffix + "{", StringComparison.Ordinal)
                || line.StartsWith(family[2] + suffix + " ", StringComparison.Ordinal))).ShouldBe(1, line);
        }
    }

    [Fact]
    public async Task Buckets_of_a_histogram_are_cumulative_and_end_with_all()
    {
        await using var server = new TestServer(fixture.Model);
        await TestServer.ClassifiedAsync(server.PostAsync(Caller.Sample("hat/hat-1.jpg")));
        await TestServer.ClassifiedAsync(server.PostAsync(Caller.Sample("hat/hat-2.jpg")));

        var buckets = (await SamplesAsync(server))
            .Where(sample => sample.Key.StartsWith("image_stage_seconds_bucket{stage=\"decode\"", StringComparison.Ordinal)).ToList();

        buckets.Select(bucket => bucket.Value).ShouldBeInOrder();
        buckets[^1].ShouldBe(new("image_stage_seconds_bucket{stage=\"decode\",le=\"+Inf\"}", 2));
    }

    private static string[] SuffixesOf(string type) => type switch
    {
        "counter" => ["_total"],
        "histogram" => ["_bucket", "_count", "_sum"],
        _ => [""],
    };

    private static async Task<Dictionary<string, double>> SamplesAsync(TestServer server)
    {
        var (_, text) = await TestServer.ReadAsync("GET /metrics", server.GetAsync("/metrics"));
        return text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ')).ToDictionary(
            sample => sample[0], sample => double.Parse(sample[1], CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("""^[a-z_]+(\{[a-z]+="[^"\\]*"(,[a-z]+="[^"\\]*")*\})? [0-9.E+-]+$""")]
    private static partial Regex Sample();
}
