using System.Net;
using System.Text.RegularExpressions;
using Amazon.Lambda.APIGatewayEvents;
using ImageClassification.Contracts;

namespace ImageClassification.Console.Tests;

public sealed partial class ConsoleFunctionTests : IDisposable
{
    private readonly ConsoleApi _api = new();

    public static TheoryData<string> Sources => [.. Directory.EnumerateFiles(ConsoleApi.Folder).Select(file => Path.GetFileName(file))];

    [Fact]
    public async Task A_page_view_is_the_page_and_three_files_that_are_there()
    {
        var response = await _api.GetPageAsync();

        response.StatusCode.ShouldBe(200);
        response.Headers["content-type"].ShouldBe("text/html; charset=utf-8");
        Named(response).Select(name => HashedName().Replace(name, ".")).Distinct().ShouldBe(["icon.svg", "console.css", "app.js"], ignoreOrder: true);
        foreach (var name in Named(response))
        {
            (await _api.GetFileAsync(name)).StatusCode.ShouldBe(200, name);
        }
    }

    [Fact]
    public async Task Files_are_kept_for_good_and_the_page_not_at_all()
    {
        var page = await _api.GetPageAsync();
        var file = await _api.GetFileAsync(Named(page).First());

        page.Headers["cache-control"].ShouldBe("no-store");
        file.Headers["cache-control"].ShouldBe("public, max-age=31536000, immutable");
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Every_source_is_served_and_needs_nothing_from_elsewhere(string name)
    {
        var source = await File.ReadAllTextAsync(Path.Combine(ConsoleApi.Folder, name), TestContext.Current.CancellationToken);
        var page = await _api.GetPageAsync();

        var served = page.Body;
        foreach (var file in Named(page))
        {
            served += (await _api.GetFileAsync(file)).Body;
        }

        // What is written in HTML, scripts' imports and exports apart.
        source.Split('\n').Where(line => !Rewritten().IsMatch(line)).ShouldAllBe(line => served.Contains(line));
        source.Replace("http://www.w3.org/2000/svg", "").ShouldNotMatch("https?://");
        source.ShouldNotMatch(@"<script>|<style|\sstyle=|\son[a-z]+=""");
    }

    [Theory]
    [InlineData("nothing.js")]
    [InlineData("app.js")]
    [InlineData("index.html")]
    [InlineData("../Console.dll")]
    [InlineData("..%2fConsole.dll")]
    [InlineData("/etc/passwd")]
    [InlineData("")]
    public async Task Any_other_name_leads_nowhere(string name)
    {
        var response = await _api.GetFileAsync(name);

        response.StatusCode.ShouldBe(404);
    }

    [Fact]
    public async Task The_policy_lets_the_page_reach_itself_and_the_bucket_only()
    {
        var headers = (await _api.GetPageAsync()).Headers;

        headers["content-security-policy"].ShouldBe(
            $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: {ConsoleApi.Bucket}; connect-src 'self' {ConsoleApi.Bucket}; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        headers["x-content-type-options"].ShouldBe("nosniff");
        headers["referrer-policy"].ShouldBe("no-referrer");
    }

    [Theory]
    [InlineData("http://127.0.0.1:4566/", "http://127.0.0.1:4566")]
    [InlineData("http://localhost:4566", "http://localhost:4566 http://*.localhost:4566")]
    [InlineData("https://photos.example.com.s3.eu-central-1.amazonaws.com", "https://s3.eu-central-1.amazonaws.com/photos.example.com/")]
    [InlineData("https://my.s3.photos.s3.cn-north-1.amazonaws.com.cn", "https://s3.cn-north-1.amazonaws.com.cn/my.s3.photos/")]
    public async Task The_policy_names_the_bucket_as_signed_addresses_do(string origin, string sources)
    {
        using var api = new ConsoleApi { BucketOrigin = origin };

        var headers = (await api.GetPageAsync()).Headers;

        headers["content-security-policy"].ShouldContain($"img-src 'self' blob: {sources};");
    }

    [Fact]
    public async Task What_the_browser_has_is_not_sent_again()
    {
        var page = await _api.GetPageAsync();
        var name = Named(page).First();
        var file = await _api.GetFileAsync(name);

        APIGatewayHttpApiV2ProxyResponse[] again = [await _api.GetPageAsync(page.Headers["etag"]), await _api.GetFileAsync(name, file.Headers["etag"])];

        again.ShouldAllBe(response => response.StatusCode == 304 && response.Body.Length == 0);
    }

    [Fact]
    public async Task Without_an_issuer_nobody_signs_in()
    {
        var page = await _api.GetPageAsync();

        Settings(page).ShouldBe("{}");
    }

    [Fact]
    public async Task With_an_issuer_the_page_learns_its_addresses_and_may_reach_them()
    {
        using var issuer = new FakeIssuer(HttpStatusCode.OK, FakeIssuer.Document);
        using var api = new ConsoleApi(issuer);

        var page = await api.GetPageAsync();
        await api.GetPageAsync();

        Settings(page).ShouldBe(
            """
            {"issuer":"https://login.example/tenant","authorization_endpoint":"https://login.example/authorize","token_endpoint":"https://token.example/token","client_id":"console"}
            """);
        page.Headers["content-security-policy"].ShouldContain(" https://token.example;");
        issuer.Asked.ShouldBe([new Uri("https://login.example/tenant/.well-known/openid-configuration")]);
    }

    [Fact]
    public async Task What_an_issuer_says_of_itself_stays_text()
    {
        using var issuer = new FakeIssuer(HttpStatusCode.OK, FakeIssuer.Document.Replace("/authorize", "/</script><script>alert(1)</script>", StringComparison.Ordinal));
        using var api = new ConsoleApi(issuer);

        var page = await api.GetPageAsync();

        page.Body.ShouldNotContain("<script>");
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway, FakeIssuer.Document)]
    [InlineData(HttpStatusCode.OK, """{ "issuer": "https://other.example", "authorization_endpoint": "https://a.example", "token_endpoint": "https://a.example" }""")]
    [InlineData(HttpStatusCode.OK, """{ "issuer": "https://login.example/tenant" }""")]
    public async Task An_issuer_that_answers_something_else_is_an_error_and_asked_again(HttpStatusCode status, string body)
    {
        using var issuer = new FakeIssuer(status, body);
        using var api = new ConsoleApi(issuer);

        var responses = new[] { await api.GetPageAsync(), await api.GetPageAsync() };

        responses.ShouldAllBe(response => response.StatusCode == 500);
        issuer.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Every_response_that_is_described_is_given()
    {
        using var silent = new FakeIssuer(HttpStatusCode.BadGateway, "");
        using var closed = new ConsoleApi(silent);
        var page = await _api.GetPageAsync();
        var files = await Task.WhenAll(Named(page).Append("none").Select(name => _api.GetFileAsync(name)));
        var known = await _api.GetFileAsync(Named(page).First(), "*");

        var given = new[] { page, await _api.GetPageAsync("*"), await closed.GetPageAsync() }.Select(response => (ConsoleApi.Page, response))
            .Concat(files.Append(known).Select(response => (ConsoleApi.File, response)))
            .Select(pair => (pair.Item1, pair.response.StatusCode, ConsoleApi.MediaType(pair.response)));

        given.Distinct().ShouldBe(ConsoleApi.Description.Answers.Where(answer => answer.Operation is ConsoleApi.Page or ConsoleApi.File), ignoreOrder: true);
    }

    [Fact]
    public async Task Every_error_code_of_the_documentation_is_explained_in_plain_words()
    {
        var documented = DocumentedCode().Matches(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "operations.md"), TestContext.Current.CancellationToken));

        var failures = await File.ReadAllTextAsync(Path.Combine(ConsoleApi.Folder, "failures.js"), TestContext.Current.CancellationToken);

        documented.Count.ShouldBeGreaterThan(5);
        ExplainedCode().Matches(failures).Select(match => match.Groups[1].Value).ShouldBe(documented.Select(match => match.Groups[1].Value), ignoreOrder: true);
    }

    [Fact]
    public async Task Pages_and_documentation_name_the_formats_that_are_read()
    {
        var uploads = await File.ReadAllTextAsync(Path.Combine(ConsoleApi.Folder, "uploads.js"), TestContext.Current.CancellationToken);

        var documented = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "operations.md"), TestContext.Current.CancellationToken);

        uploads.ShouldContain($"Formats = '{ImageFormats.All}';");
        uploads.ShouldContain($"Types = [{string.Join(", ", ImageFormats.ContentTypes.Select(type => $"'{type}'"))}];");
        documented.ShouldContain($"not {ImageFormats.All}, a variant");
    }

    public void Dispose() => _api.Dispose();

    private static IEnumerable<string> Named(APIGatewayHttpApiV2ProxyResponse page) => NamedFile().Matches(page.Body).Select(match => match.Groups[1].Value);

    private static string Settings(APIGatewayHttpApiV2ProxyResponse page) => EmbeddedSettings().Match(page.Body).Groups[1].Value;

    [GeneratedRegex("(?:src|href)=\"/console/([^\"]+)\"")]
    private static partial Regex NamedFile();

    [GeneratedRegex(@"\.[0-9a-f]{16}\.")]
    private static partial Regex HashedName();

    [GeneratedRegex("^(import|export) |/console/")]
    private static partial Regex Rewritten();

    [GeneratedRegex("<script type=\"application/json\" id=\"sign-in\">(.*)</script>")]
    private static partial Regex EmbeddedSettings();

    [GeneratedRegex("^\\| `([A-Z_]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex DocumentedCode();

    [GeneratedRegex("^  ([A-Z_]+): \\{", RegexOptions.Multiline)]
    private static partial Regex ExplainedCode();
}
