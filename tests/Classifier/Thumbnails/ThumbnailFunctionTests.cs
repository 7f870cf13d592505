using Amazon.Lambda.APIGatewayEvents;
using ImageClassification.Classifier.Thumbnails;
using ImageClassification.Hosting;

namespace ImageClassification.Classifier.Tests.Thumbnails;

public sealed class ThumbnailFunctionTests : IDisposable
{
    private const string Key = "uploads/trip/photo.jpg";

    private readonly FakeS3 _s3 = new();
    private readonly MemoryStream _log = new();

    public ThumbnailFunctionTests() => _s3.Objects[Key] = (File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "samples", "dress", "dress-1.jpg")), "e1");

    [Fact]
    public async Task A_picture_is_answered_small_and_may_be_kept_by_the_browser_for_good()
    {
        var answer = await AskAsync(("key", Key), ("eTag", "e1"));

        answer.StatusCode.ShouldBe(200, answer.Body);
        (answer.Headers["content-type"], answer.Headers["cache-control"]).ShouldBe(("image/jpeg", "private, max-age=31536000, immutable"));
        Convert.FromBase64String(answer.Body).Length.ShouldBeInRange(1000, 25_000);
    }

    [Theory]
    [InlineData(400, "key", "elsewhere/photo.jpg")]
    [InlineData(400, "eTag", "")]
    [InlineData(400, "eTag", "e\"1")]
    [InlineData(400, "side", "5000")]
    [InlineData(400, "width", "320")]
    [InlineData(404, "eTag", "e2")]
    [InlineData(404, "key", "uploads/trip/none.jpg")]
    [InlineData(422, "key", "uploads/trip/text.jpg")]
    public async Task What_cannot_be_shown_is_a_problem(int status, string name, string value)
    {
        _s3.Objects["uploads/trip/text.jpg"] = ("no picture"u8.ToArray(), "e1");

        var answer = await AskAsync([.. new[] { ("key", Key), ("eTag", "e1"), ("side", "320") }.Where(pair => pair.Item1 != name), (name, value)]);

        (answer.StatusCode, answer.Headers["content-type"], answer.Headers["cache-control"]).ShouldBe((status, "application/problem+json", "no-store"));
    }

    [Fact]
    public async Task What_the_bucket_keeps_is_made_once_for_each_version()
    {
        var first = await AskAsync(isKept: true, ("key", Key), ("eTag", "e1"));
        _s3.Objects[Key] = ([], "e1");
        var second = await AskAsync(isKept: true, ("key", Key), ("eTag", "e1"));
        var other = await AskAsync(isKept: true, ("key", Key), ("eTag", "e1"), ("side", "1600"));

        second.Body.ShouldBe(first.Body);
        other.StatusCode.ShouldBe(422);
        _s3.Objects.Keys.ShouldAllBe(key => key == Key || key.StartsWith("thumbnails/320/"));
    }

    public void Dispose()
    {
        _s3.Dispose();
        _log.Dispose();
    }

    private Task<APIGatewayHttpApiV2ProxyResponse> AskAsync(params (string Name, string Value)[] query) => AskAsync(isKept: false, query);

    private Task<APIGatewayHttpApiV2ProxyResponse> AskAsync(bool isKept, params (string Name, string Value)[] query)
    {
        var options = new ThumbnailOptions { Bucket = "images", DataBucket = "data", IsKept = isKept, MaxObjectBytes = 50 << 20, MaxImagePixels = 64_000_000 };
        var function = ThumbnailFunction.Compose(options, _s3, new JsonLoggerFactory(_log, TimeProvider.System));
        var request = new APIGatewayHttpApiV2ProxyRequest
        {
            RouteKey = "GET /thumbnail",
            QueryStringParameters = query.ToDictionary(
            pair => pair.Name, pair => pair.Value)
        };
        return function.HandleAsync(request, TestContext.Current.CancellationToken);
    }
}
