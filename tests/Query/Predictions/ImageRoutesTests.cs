namespace ImageClassification.Query.Tests.Predictions;

public sealed class ImageRoutesTests : IDisposable
{
    private readonly QueryApi _api = new();

    [Fact]
    public async Task A_picture_gets_a_signed_address()
    {
        var (status, body) = await _api.SendAsync("GET /predictions/image", null, ("key", "uploads/trip/a b.jpg"));

        status.ShouldBe(200);
        body.GetProperty("url").GetString()!.ShouldStartWith("http://127.0.0.1:1/images/uploads/trip/a%20b.jpg?X-Amz-Expires=");
        body.TryGetProperty("expiresAt", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Many_pictures_get_theirs_in_one_request()
    {
        var (status, body) = await _api.SendAsync("POST /predictions/images", """{"keys": ["uploads/trip/b.jpg", "uploads/trip/a.jpg"]}""");

        status.ShouldBe(200);
        var images = body.GetProperty("images").EnumerateArray().ToList();
        images.Select(image => image.GetProperty("key").GetString()).ShouldBe(["uploads/trip/b.jpg", "uploads/trip/a.jpg"]);
        images.ShouldAllBe(image => image.GetProperty("url").GetString()!.Contains("X-Amz-Signature", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("exports/a.csv")]
    [InlineData("manifests/a.csv")]
    [InlineData("uploads/")]
    public async Task Nothing_but_uploads_is_shown(string key)
    {
        var (one, _) = await _api.SendAsync("GET /predictions/image", null, ("key", key));
        var (many, _) = await _api.SendAsync("POST /predictions/images", $$"""{"keys": ["uploads/trip/a.jpg", "{{key}}"]}""");

        (one, many).ShouldBe((400, 400));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public async Task None_and_more_than_a_hundred_are_refused(int count)
    {
        var keys = string.Join(',', Enumerable.Repeat("\"uploads/trip/a.jpg\"", count));

        var (status, _) = await _api.SendAsync("POST /predictions/images", $$"""{"keys": [{{keys}}]}""");

        status.ShouldBe(400);
    }

    public void Dispose() => _api.Dispose();
}
