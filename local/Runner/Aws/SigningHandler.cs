using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;

namespace ImageClassification.Runner.Aws;

/// <summary>
/// Signs requests to API Gateway, as its IAM authorization asks.
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html"/>
/// </summary>
public sealed class SigningHandler(AWSCredentials source, string region, string service, TimeProvider time) : DelegatingHandler(new HttpClientHandler())
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <exception cref="LocalException">It is not an API of API Gateway, or there are no credentials.</exception>
    public static SigningHandler For(Uri api)
    {
        if (api.Host.Split('.') is not [_, "execute-api", var region, "amazonaws", ..])
        {
            throw new LocalException($"{api} is not a deployed API: the stack's output ApiUrl is https://….execute-api.REGION.amazonaws.com.");
        }

        try
        {
            return new SigningHandler(DefaultAWSCredentialsIdentityResolver.GetCredentials(), region, "execute-api", TimeProvider.System);
        }
        catch (AmazonClientException)
        {
            // The SDK's message lists what each of its four sources lacks.
            throw new LocalException("There are no AWS credentials to sign with. "
                + "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE; for a profile of IAM Identity Center run "
                + "aws sso login and eval \"$(aws configure export-credentials --format env)\".");
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var credentials = await source.GetCredentialsAsync();
        var stamp = time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        SortedDictionary<string, string> headers = new(StringComparer.Ordinal) { ["host"] = request.RequestUri!.Authority, ["x-amz-date"] = stamp };
        if (credentials.UseToken)
        {
            headers["x-amz-security-token"] = credentials.Token;
        }

        foreach (var (name, value) in headers.Where(header => header.Key != "host"))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.TryAddWithoutValidation("authorization", Authorization(request, headers, body, stamp, credentials));
        return await base.SendAsync(request, cancellationToken);
    }

    private string Authorization(
        HttpRequestMessage request, SortedDictionary<string, string> headers, byte[] body, string stamp, ImmutableCredentials credentials)
    {
        // The path is encoded once more than it is sent.
        var path = string.Join('/', request.RequestUri!.AbsolutePath.Split('/').Select(Uri.EscapeDataString));
        var query = string.Join('&', request.RequestUri.Query.TrimStart('?').Split('&').Order(StringComparer.Ordinal));
        var names = string.Join(';', headers.Keys);
        var canonical = string.Join('\n',
            [request.Method.Method, path, query, .. headers.Select(header => $"{header.Key}:{header.Value}"), "", names, Hex(SHA256.HashData(body))]);

        var scope = $"{stamp[..8]}/{region}/{service}/aws4_request";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + credentials.SecretKey), Hmac);
        var signature = Hex(Hmac(key, string.Join('\n', Algorithm, stamp, scope, Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))))));
        return $"{Algorithm} Credential={credentials.AccessKey}/{scope}, SignedHeaders={names}, Signature={signature}";
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
