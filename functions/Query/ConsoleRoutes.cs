using Amazon.Lambda.APIGatewayEvents;
using ImageClassification.Hosting.Http;
using ImageClassification.Query.Uploads;

namespace ImageClassification.Query;

/// <summary>
/// GET / and GET /console/{file}: 200 with one of the console's files, 304 where the caller has it, 404 for any other name.
/// console/config.json is what the console needs to sign in, <c>{}</c> where nobody has to.
/// </summary>
internal sealed class ConsoleRoutes(Presigner presigner, OpenIdIssuer? issuer)
{
    private const string Shell = "index.html";
    private const string Settings = "config.json";

    private static readonly Dictionary<string, string> Types = new()
    {
        [".css"] = "text/css; charset=utf-8",
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    /// <summary>Read once. Names that are not in it lead nowhere, and so no path does.</summary>
    private static readonly Lazy<Dictionary<string, string>> Files = new(() => Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Console"))
        .ToDictionary(file => Path.GetFileName(file), File.ReadAllText));

    public async Task<APIGatewayHttpApiV2ProxyResponse> GetAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        var name = parameters.Path("file") ?? Shell;
        var signIn = name is Settings or Shell && issuer is not null ? await issuer.DiscoverAsync(cancellationToken) : new SignIn();
        if (name == Settings)
        {
            return Answer.Ok(signIn, AnswerJson.Default.SignIn);
        }

        if (!Files.Value.TryGetValue(name, out var file))
        {
            return Answer.NotFound("There is no such file.");
        }

        var answer = Answer.Text(Types[Path.GetExtension(name)], file, parameters.Header("if-none-match"));
        answer.Headers["cache-control"] = "no-cache"; // kept, but asked for again: the files of two versions must not meet
        answer.Headers["content-security-policy"] = await PolicyAsync(signIn);
        answer.Headers["cross-origin-opener-policy"] = "same-origin";
        answer.Headers["referrer-policy"] = "no-referrer";
        answer.Headers["x-content-type-options"] = "nosniff";
        answer.Headers["x-frame-options"] = "DENY";
        return answer;
    }

    /// <summary>Pictures and uploads go to the bucket, the code of a sign-in to the issuer, and nothing anywhere else.</summary>
    private async Task<string> PolicyAsync(SignIn signIn)
    {
        var bucket = Origin(await presigner.GetAsync("uploads/", presigner.In(TimeSpan.FromMinutes(1))));
        var issuers = signIn.TokenEndpoint is { } endpoint ? " " + Origin(endpoint) : "";
        return $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' {bucket}; connect-src 'self' {bucket}{issuers}; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private static string Origin(string url) => new Uri(url).GetLeftPart(UriPartial.Authority);
}
