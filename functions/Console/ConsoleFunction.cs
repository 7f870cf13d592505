using Amazon.Lambda.APIGatewayEvents;
using ImageClassification.Console.Files;
using ImageClassification.Console.SignIn;
using ImageClassification.Hosting.Http;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Console;

/// <summary>
/// GET /: 200 with the console's page, 304 where the browser has it, 500 where the issuer cannot be asked how to sign in.
/// GET /console/{file}: 200 with a file that the page names, 304 where the browser has it, 404 for any other name.
/// </summary>
internal sealed class ConsoleFunction(PageFiles files, OpenIdIssuer? issuer, string bucketOrigin, ILogger<ConsoleFunction> logger)
{
    /// <summary>Made at the first request: an issuer that does not respond must not keep the function from starting.</summary>
    private (PageFile File, string Policy)? _page;

    public static ConsoleFunction Compose(ConsoleOptions options, HttpClient issuers, ILoggerFactory logs) => new(
        new PageFiles(Path.Combine(AppContext.BaseDirectory, "Pages")),
        options.JwtIssuer is { } issuer ? new OpenIdIssuer(issuer, options.JwtAudience, issuers) : null,
        options.BucketOrigin,
        logs.CreateLogger<ConsoleFunction>());

    public async Task<APIGatewayHttpApiV2ProxyResponse> HandleAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (request.RouteKey == "GET /")
            {
                var (page, policy) = _page ??= await ComposePageAsync(cancellationToken);
                return Respond(request, page, policy, "no-store"); // so Back does not show the page after a sign-out
            }

            return files.Find(request.PathParameters?["file"] ?? "") is { } file
                ? Respond(request, file, ContentPolicy.For(bucketOrigin), "public, max-age=31536000, immutable")
                : Answer.NotFound("There is no such file.");
        }
        catch (Exception exception)
        {
            logger.Failed(exception, request.RouteKey);
            return Answer.ServerError();
        }
    }

    private async Task<(PageFile File, string Policy)> ComposePageAsync(CancellationToken cancellationToken)
    {
        var settings = issuer is null ? null : await issuer.DiscoverAsync(cancellationToken);
        return (files.Page(settings), ContentPolicy.For(bucketOrigin, settings?.TokenEndpoint));
    }

    private static APIGatewayHttpApiV2ProxyResponse Respond(APIGatewayHttpApiV2ProxyRequest request, PageFile file, string policy, string cacheControl)
    {
        var known = request.Headers?.FirstOrDefault(header => header.Key.Equals("if-none-match", StringComparison.OrdinalIgnoreCase)).Value;
        var response = Answer.Text(file.Type, file.Body, known, file.Tag);
        response.Headers["cache-control"] = cacheControl;
        response.Headers["content-security-policy"] = policy;
        response.Headers["cross-origin-opener-policy"] = "same-origin";
        response.Headers["referrer-policy"] = "no-referrer";
        response.Headers["x-frame-options"] = "DENY";
        return response;
    }
}
