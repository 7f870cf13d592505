using System.Text.Json;
using System.Web;
using ImageClassification.Contracts;

namespace ImageClassification.Query.Tests.Uploads;

public sealed class UploadRoutesTests : IDisposable
{
    private const string Route = "POST /uploads";

    private readonly QueryApi _api = new();

    [Fact]
    public void The_description_lists_the_types_that_are_accepted()
    {
        var description = Http.Description.Text;

        var types = string.Join(", ", ImageFormats.ContentTypes.Select(type => $"\"{type}\""));

        description.ShouldContain($"\"enum\": [{types}]");
    }

    [Fact]
    public async Task Each_file_gets_a_signed_put_to_its_batch()
    {
        var (status, body) = await _api.SendAsync(
            Route,
            """{"batch": "trip", "files": [{"name": "a/größer + b.jpg", "type": "image/jpeg", "size": 12345}, {"name": "c.png", "type": "image/png", "size": 1}]}""");

        status.ShouldBe(200);
        var uploads = body.GetProperty("uploads").EnumerateArray().ToList();
        uploads.Select(upload => upload.GetProperty("key").GetString()).ShouldBe(["uploads/trip/a/größer + b.jpg", "uploads/trip/c.png"]);
        uploads[0].GetProperty("name").GetString().ShouldBe("a/größer + b.jpg");
        uploads[0].GetProperty("method").GetString().ShouldBe("PUT");
        uploads[0].GetProperty("headers").GetRawText().ShouldBe("""{"content-type":"image/jpeg"}""");
        uploads[0].GetProperty("url").GetString()!.ShouldStartWith("http://127.0.0.1:1/images/uploads/trip/a/gr%C3%B6%C3%9Fer%20%2B%20b.jpg?");
    }

    [Fact]
    public async Task A_bucket_that_is_only_read_takes_no_uploads_which_health_says_beforehand()
    {
        using var api = new QueryApi(options: QueryApi.Options with { Bucket = "photos", AllowUploads = false });

        var (_, health) = await api.SendAsync("GET /health");
        var (status, problem) = await api.SendAsync(Route, """{"batch": "trip", "files": [{"name": "a.jpg", "type": "image/jpeg", "size": 1}]}""");

        health.GetProperty("allowsUploads").GetBoolean().ShouldBeFalse();
        health.GetProperty("maxObjectBytes").GetInt32().ShouldBe(QueryApi.Options.MaxObjectBytes);
        health.GetProperty("version").GetString().ShouldBe(typeof(QueryOptions).Assembly.GetName().Version!.ToString(fieldCount: 3));
        status.ShouldBe(400);
        problem.GetProperty("detail").GetString()!.ShouldContain("SourceBucket");
    }

    [Fact]
    public async Task The_signature_binds_length_and_type_and_ends_in_a_quarter_of_an_hour()
    {
        var (_, one) = await SendAsync("a.jpg", "image/jpeg", 12345);
        var (_, other) = await SendAsync("a.jpg", "image/jpeg", 12346);

        var (signature, expires) = (Query(one, "X-Amz-Signature"), Query(one, "X-Amz-Expires"));
        Query(one, "X-Amz-SignedHeaders").ShouldBe("content-length;content-type;host");
        Query(other, "X-Amz-Signature").ShouldNotBe(signature);
        int.Parse(expires, System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(890, 900);
        (one.GetProperty("expiresAt").GetDateTimeOffset() - DateTimeOffset.FromUnixTimeSeconds(0)).TotalSeconds.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("", "name")]
    [InlineData("/a.jpg", "name")]
    [InlineData("a/", "name")]
    [InlineData("../b/a.jpg", "name")]
    [InlineData("a/./b.jpg", "name")]
    [InlineData("a\\u0007.jpg", "name")]
    [InlineData("a.jpg", "type", "text/html")]
    [InlineData("a.jpg", "type", "image/svg+xml")]
    [InlineData("a.jpg", "size", "image/jpeg", 0)]
    [InlineData("a.jpg", "size", "image/jpeg", (50L << 20) + 1)]
    public async Task A_file_that_would_not_be_classified_is_a_problem_that_names_what_is_wrong(
        string name, string wrong, string type = "image/jpeg", long size = 1)
    {
        var (status, body) = await SendAsync(name, type, size);

        status.ShouldBe(400);
        body.GetProperty("detail").GetString()!.ShouldContain(wrong);
    }

    [Fact]
    public async Task A_key_may_have_1024_bytes_and_no_more()
    {
        var longest = new string('ö', (1024 - "uploads/trip/.jpg".Length) / 2);

        var (fits, _) = await SendAsync($"{longest}.jpg", "image/jpeg", 1);
        var (tooLong, _) = await SendAsync($"{longest}ö.jpg", "image/jpeg", 1);

        (fits, tooLong).ShouldBe((200, 400));
    }

    [Theory]
    [InlineData("""{"batch": "a/b", "files": [{"name": "a.jpg", "type": "image/jpeg", "size": 1}]}""")]
    [InlineData("""{"batch": "", "files": [{"name": "a.jpg", "type": "image/jpeg", "size": 1}]}""")]
    [InlineData("""{"batch": "..", "files": [{"name": "a.jpg", "type": "image/jpeg", "size": 1}]}""")]
    [InlineData("""{"batch": "trip", "files": []}""")]
    [InlineData("""{"batch": "trip", "files": null}""")]
    [InlineData("""{"batch": "trip", "files": [{"name": "a.jpg", "type": "image/jpeg"}]}""")]
    [InlineData("""{"batch": "trip", "files": [{"name": "a.jpg", "type": "image/jpeg", "size": "one"}]}""")]
    [InlineData("""{"batch": "trip"}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("not JSON")]
    [InlineData(null)]
    public async Task A_body_that_asks_for_something_else_is_a_problem_with_400(string? body)
    {
        var (status, _) = await _api.SendAsync(Route, body);

        status.ShouldBe(400);
    }

    [Fact]
    public async Task A_hundred_files_are_signed_and_one_more_is_refused()
    {
        var file = """{"name": "a.jpg", "type": "image/jpeg", "size": 1}""";

        var (fits, body) = await _api.SendAsync(Route, $$"""{"batch": "trip", "files": [{{string.Join(',', Enumerable.Repeat(file, 100))}}]}""");
        var (tooMany, _) = await _api.SendAsync(Route, $$"""{"batch": "trip", "files": [{{string.Join(',', Enumerable.Repeat(file, 101))}}]}""");

        (fits, tooMany).ShouldBe((200, 400));
        body.GetProperty("uploads").GetArrayLength().ShouldBe(100);
    }

    public void Dispose() => _api.Dispose();

    private static string Query(JsonElement body, string name) =>
        HttpUtility.ParseQueryString(new Uri(body.GetProperty("uploads")[0].GetProperty("url").GetString()!).Query)[name]!;

    private Task<(int Status, JsonElement Body)> SendAsync(string name, string type, long size) =>
        _api.SendAsync(Route, $$"""{"batch": "trip", "files": [{"name": "{{name}}", "type": "{{type}}", "size": {{size}}}]}""");
}
