using System.Web;

namespace ImageClassification.Query.Tests.Predictions;

public sealed class ImageRoutesTests : IDisposable
{
    private readonly QueryApi _api = new();

    [Fact]
    public async Task A_picture_gets_a_signed_address()
    {
        var (status, body) = await _api.SendAsync("GET /predictions/image", null, ("key", "uploads/trip/a b.jpg"));

        status.ShouldBe(200);
        body.GetProperty("url").GetString()!.ShouldStartWith("http://127.0.0.1:1/images/uploads/trip/a%20b.jpg?");
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
    [InlineData("photo.jpg", "image/jpeg", "inline")]
    [InlineData("photo.JPEG", "image/jpeg", "inline")]
    [InlineData("photo.png", "image/png", "inline")]
    [InlineData("photo.webp", "image/webp", "inline")]
    [InlineData("photo.gif", "image/gif", "inline")]
    [InlineData("photo.bmp", "image/bmp", "inline")]
    [InlineData("page.html", "application/octet-stream", "attachment")]
    [InlineData("page.jpg.html", "application/octet-stream", "attachment")]
    [InlineData("drawing.svg", "application/octet-stream", "attachment")]
    [InlineData("photo", "application/octet-stream", "attachment")]
    [InlineData("x.jpg/page", "application/octet-stream", "attachment")]
    public async Task What_is_no_picture_by_its_name_is_signed_as_a_download_whatever_type_it_was_uploaded_with(string name, string type, string disposition)
    {
        var (_, one) = await _api.SendAsync("GET /predictions/image", null, ("key", $"uploads/trip/{name}"));
        var (_, many) = await _api.SendAsync("POST /predictions/images", $$"""{"keys": ["uploads/trip/{{name}}"]}""");

        string[] urls = [one.GetProperty("url").GetString()!, many.GetProperty("images")[0].GetProperty("url").GetString()!];
        var signed = urls.Select(url => HttpUtility.ParseQueryString(new Uri(url).Query));
        signed.ShouldAllBe(query => query["response-content-type"] == type && query["response-content-disposition"] == disposition);
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
