using System.Text.Json;
using System.Text.Json.Nodes;
using ImageClassification.Testing;

namespace ImageClassification.Classifier.Tests.Http;

/// <summary>Pictures on this machine, under the switch for tests.</summary>
public sealed class UrlFetcherTests(ClassifierFixture fixture) : IClassFixture<ClassifierFixture>, IDisposable
{
    private readonly PictureServer _server = new();
    private readonly Caller _caller = new(fixture.Model) { AllowLoopback = true };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_picture_is_classified_whatever_type_its_server_says_it_has(bool chunked)
    {
        _server.Picture("/a.txt", Caller.Sample("dress/dress-1.jpg"), chunked);

        var (status, body) = await FetchAsync($"{_server.Url}/a.txt");

        status.ShouldBe(200);
        body.GetProperty("image").GetProperty("bytes").GetInt32().ShouldBe(Caller.Sample("dress/dress-1.jpg").Length);
    }

    [Fact]
    public async Task A_name_is_fetched_from_the_address_that_was_checked()
    {
        _caller.Names["localhost"] = ["127.0.0.1"];
        _server.Picture("/a.jpg", Caller.Sample("dress/dress-1.jpg"));

        var (status, _) = await FetchAsync($"http://localhost:{_server.Port}/a.jpg");

        status.ShouldBe(200);
    }

    [Fact]
    public async Task A_name_that_leads_elsewhere_a_moment_later_is_refused_there()
    {
        _caller.Names["localhost"] = ["127.0.0.1"];
        _server.Redirect("/a.jpg", "https://localhost/b.jpg");
        var redirect = _server.Paths["/a.jpg"];
        _server.Paths["/a.jpg"] = context =>
        {
            _caller.Names["localhost"] = ["10.0.0.1"];
            redirect(context);
        };

        var (status, body) = await FetchAsync($"http://localhost:{_server.Port}/a.jpg");

        (status, Code(body)).ShouldBe((400, "URL_REFUSED"));
    }

    [Fact]
    public async Task Three_redirects_are_followed_and_relative_ones_are_understood()
    {
        _server.Redirect("/1", "2");
        _server.Redirect("/2", "/3");
        _server.Redirect("/3", $"{_server.Url}/a.jpg");
        _server.Picture("/a.jpg", Caller.Sample("dress/dress-1.jpg"));

        var (status, _) = await FetchAsync($"{_server.Url}/1");

        status.ShouldBe(200);
        _server.Asked.ShouldBe(["/1", "/2", "/3", "/a.jpg"]);
    }

    [Fact]
    public async Task A_certificate_leads_nowhere_for_its_issuer()
    {
        _server.Picture("/issuer", []);
        using var https = new UntrustedServer($"{_server.Url}/issuer");

        var (status, body) = await FetchAsync($"{https.Url}/a.jpg");

        (status, Code(body)).ShouldBe((422, "URL_NOT_FETCHED"));
        _server.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fourth_redirect_is_not()
    {
        _server.Redirect("/1", "/1");

        var (status, body) = await FetchAsync($"{_server.Url}/1");

        (status, Code(body)).ShouldBe((422, "URL_NOT_FETCHED"));
        _server.Asked.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("http://169.254.169.254/")]
    [InlineData("https://169.254.169.254/")]
    [InlineData("//10.0.0.1/")]
    [InlineData("https://intranet/")]
    [InlineData("https://user:password@example.com/")]
    [InlineData("https://example.com:22/")]
    [InlineData("http://example.com/")]
    [InlineData("file:///etc/passwd")]
    public async Task A_redirect_is_checked_as_the_URL_was(string location)
    {
        _caller.Names["intranet"] = ["10.0.0.1"];
        _server.Redirect("/a.jpg", location);

        var (status, body) = await FetchAsync($"{_server.Url}/a.jpg");

        (status, Code(body)).ShouldBe((400, "URL_REFUSED"));
    }

    [Theory]
    [InlineData("http://example.com/a.jpg", "To allow http, set AllowHttpUrls (outside AWS the variable ALLOW_HTTP_URLS) to true.")]
    [InlineData("ftp://example.com/a.jpg", "only https URLs are fetched.")]
    public async Task A_refusal_names_the_parameter_that_would_allow_it_if_there_is_one(string url, string end)
    {
        using var caller = new Caller(fixture.Model);

        var (_, body) = await caller.PostAsync(new JsonObject { ["url"] = url }.ToJsonString());

        body.GetProperty("detail").GetString()!.ShouldEndWith(end);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_too_long_is_413_whether_or_not_its_header_says_so(bool chunked)
    {
        _server.Picture("/a.jpg", new byte[Caller.MaxBytes + 1], chunked);

        var (status, body) = await FetchAsync($"{_server.Url}/a.jpg");

        (status, Code(body)).ShouldBe((413, "OBJECT_TOO_LARGE"));
    }

    [Fact]
    public async Task A_server_that_keeps_waiting_is_given_up()
    {
        var time = new ManualTimeProvider();
        using var caller = new Caller(fixture.Model) { AllowLoopback = true, Time = time };
        _server.Paths["/a.jpg"] = _ => time.Advance(TimeSpan.FromSeconds(10));

        var (status, body) = await caller.PostAsync(Url($"{_server.Url}/a.jpg"));

        (status, Code(body)).ShouldBe((422, "URL_NOT_FETCHED"));
    }

    [Fact]
    public async Task What_is_not_there_is_422()
    {
        _server.Paths["/a.jpg"] = context =>
        {
            context.Response.StatusCode = 404;
            context.Response.Close();
        };

        var (status, body) = await FetchAsync($"{_server.Url}/a.jpg");

        (status, Code(body)).ShouldBe((422, "URL_NOT_FETCHED"));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_422()
    {
        var port = _server.Port;
        _server.Dispose();

        var (status, body) = await FetchAsync($"http://127.0.0.1:{port}/a.jpg");

        (status, Code(body)).ShouldBe((422, "URL_NOT_FETCHED"));
    }

    [Fact]
    public async Task A_page_instead_of_a_picture_is_422_with_its_code()
    {
        _server.Picture("/a.jpg", "<!doctype html><title>No</title>"u8.ToArray());

        var (status, body) = await FetchAsync($"{_server.Url}/a.jpg");

        (status, Code(body)).ShouldBe((422, "UNSUPPORTED_FORMAT"));
    }

    [Fact]
    public async Task Without_the_switch_this_machine_is_refused()
    {
        using var caller = new Caller(fixture.Model) { AllowHttp = true };

        var (status, body) = await caller.PostAsync(Url($"{_server.Url}/a.jpg"));

        (status, Code(body)).ShouldBe((400, "URL_REFUSED"));
        _server.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Http_is_refused_where_it_is_not_allowed()
    {
        using var caller = new Caller(fixture.Model);

        var (status, body) = await caller.PostAsync(Url("http://example.com/a.jpg"));

        (status, Code(body)).ShouldBe((400, "URL_REFUSED"));
        body.GetProperty("detail").GetString()!.ShouldContain("https");
    }

    public void Dispose()
    {
        _caller.Dispose();
        _server.Dispose();
    }

    private static string Url(string url) => new JsonObject { ["url"] = url }.ToJsonString();

    private static string? Code(JsonElement problem) => problem.GetProperty("code").GetString();

    private Task<(int Status, JsonElement Body)> FetchAsync(string url) => _caller.PostAsync(Url(url));
}
