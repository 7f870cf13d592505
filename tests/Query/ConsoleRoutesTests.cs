using System.Net;
using System.Text.RegularExpressions;
using Amazon.Lambda.APIGatewayEvents;
using ImageClassification.Query.Uploads;

namespace ImageClassification.Query.Tests;

public sealed partial class ConsoleRoutesTests : IDisposable
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Console");

    private readonly QueryApi _api = new();

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file))];

    [Fact]
    public async Task The_root_is_the_shell_and_names_only_files_that_are_there()
    {
        var response = await _api.SendAsync(new APIGatewayHttpApiV2ProxyRequest { RouteKey = "GET /" });

        response.StatusCode.ShouldBe(200);
        response.Headers["content-type"].ShouldBe("text/html; charset=utf-8");
        var named = NamedFile().Matches(response.Body).Select(match => match.Groups[1].Value).ToList();
        named.ShouldContain("app.js");
        named.ShouldAllBe(name => File.Exists(Path.Combine(Folder, name)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_file_is_served_and_needs_nothing_from_elsewhere(string name)
    {
        var response = await GetAsync(name);

        response.StatusCode.ShouldBe(200);
        response.Body.ShouldBe(await File.ReadAllTextAsync(Path.Combine(Folder, name), TestContext.Current.CancellationToken));
        response.Body.Replace("http://www.w3.org/2000/svg", "").ShouldNotMatch("https?://");
        response.Body.ShouldNotMatch(@"<script>|<style|\sstyle=|\son[a-z]+=""");
        ImportedFile().Matches(response.Body).ShouldAllBe(match => File.Exists(Path.Combine(Folder, match.Groups[1].Value)));
    }

    [Theory]
    [InlineData("nothing.js")]
    [InlineData("../Query.dll")]
    [InlineData("..%2fQuery.dll")]
    [InlineData("/etc/passwd")]
    [InlineData("")]
    public async Task Any_other_name_leads_nowhere(string name)
    {
        var response = await GetAsync(name);

        response.StatusCode.ShouldBe(404);
    }

    [Fact]
    public async Task The_policy_lets_the_page_reach_itself_and_the_bucket_only()
    {
        var presigner = new Presigner(_api.S3, QueryApi.Options.Bucket, TimeProvider.System);
        var picture = new Uri(await presigner.GetAsync("uploads/trip/photo.jpg", presigner.In(TimeSpan.FromMinutes(1))));

        var headers = (await GetAsync("app.js")).Headers;

        var bucket = picture.GetLeftPart(UriPartial.Authority);
        headers["content-security-policy"].ShouldBe(
            $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' {bucket}; connect-src 'self' {bucket}; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        headers["x-content-type-options"].ShouldBe("nosniff");
        headers["referrer-policy"].ShouldBe("no-referrer");
    }

    [Fact]
    public async Task A_file_that_the_browser_has_is_not_sent_again()
    {
        var first = await GetAsync("console.css");
        var again = await GetAsync("console.css", first.Headers["etag"]);

        again.StatusCode.ShouldBe(304);
        again.Body.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_an_issuer_nobody_signs_in()
    {
        var settings = await GetAsync("config.json");

        settings.Body.ShouldBe("{}");
    }

    [Fact]
    public async Task With_an_issuer_the_page_learns_its_addresses_and_may_reach_them()
    {
        using var issuer = new FakeIssuer(HttpStatusCode.OK, FakeIssuer.Document);
        using var api = new QueryApi(issuer: issuer.Client());

        var settings = await api.SendAsync(Request("config.json"));
        var shell = await api.SendAsync(new APIGatewayHttpApiV2ProxyRequest { RouteKey = "GET /" });

        settings.Body.ShouldBe(
            """
            {"issuer":"https://login.example/tenant","clientId":"console","authorizationEndpoint":"https://login.example/authorize","tokenEndpoint":"https://token.example/token"}
            """);
        shell.Headers["content-security-policy"].ShouldContain(" https://token.example;");
        issuer.Asked.ShouldBe([new Uri("https://login.example/tenant/.well-known/openid-configuration")]);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway, FakeIssuer.Document)]
    [InlineData(HttpStatusCode.OK, """{ "issuer": "https://other.example", "authorization_endpoint": "https://a.example", "token_endpoint": "https://a.example" }""")]
    [InlineData(HttpStatusCode.OK, """{ "issuer": "https://login.example/tenant" }""")]
    public async Task An_issuer_that_answers_something_else_is_an_error_and_asked_again(HttpStatusCode status, string body)
    {
        using var issuer = new FakeIssuer(status, body);
        using var api = new QueryApi(issuer: issuer.Client());

        var answers = new[] { await api.SendAsync(Request("config.json")), await api.SendAsync(Request("config.json")) };

        answers.ShouldAllBe(answer => answer.StatusCode == 500);
        issuer.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Every_error_code_of_the_documentation_is_explained_in_plain_words()
    {
        var documented = DocumentedCode().Matches(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "operations.md"), TestContext.Current.CancellationToken));

        var failures = (await GetAsync("failures.js")).Body;

        documented.Count.ShouldBeGreaterThan(5);
        ExplainedCode().Matches(failures).Select(match => match.Groups[1].Value).ShouldBe(documented.Select(match => match.Groups[1].Value), ignoreOrder: true);
    }

    public void Dispose() => _api.Dispose();

    private Task<APIGatewayHttpApiV2ProxyResponse> GetAsync(string file, string? eTag = null) => _api.SendAsync(Request(file, eTag));

    private static APIGatewayHttpApiV2ProxyRequest Request(string file, string? eTag = null) => new()
    {
        RouteKey = "GET /console/{file}",
        PathParameters = new Dictionary<string, string> { ["file"] = file },
        Headers = eTag is null ? null : new Dictionary<string, string> { ["if-none-match"] = eTag },
    };

    [GeneratedRegex("(?:src|href)=\"/console/([^\"]+)\"")]
    private static partial Regex NamedFile();

    [GeneratedRegex("from '\\./([^']+)'")]
    private static partial Regex ImportedFile();

    [GeneratedRegex("^\\| `([A-Z_]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex DocumentedCode();

    [GeneratedRegex("^  ([A-Z_]+): \\{", RegexOptions.Multiline)]
    private static partial Regex ExplainedCode();
}
