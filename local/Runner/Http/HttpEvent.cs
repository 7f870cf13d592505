using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ImageClassification.Runner.Templates;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ImageClassification.Runner.Http;

/// <summary>
/// API Gateway's event for a request, payload format 2.0.
/// <see href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html"/>
/// </summary>
internal static class HttpEvent
{
    public static async Task<JsonObject> FromAsync(
        HttpRequest request, string routeKey, string rawPath, Dictionary<string, string> pathParameters, DateTimeOffset now)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        var type = request.ContentType ?? "";
        var isText = type.StartsWith("text/", StringComparison.Ordinal) || type.Contains("json", StringComparison.Ordinal);
        var path = Uri.UnescapeDataString(rawPath);
        var shaped = new JsonObject
        {
            ["version"] = "2.0",
            ["routeKey"] = routeKey,
            ["rawPath"] = path,
            ["rawQueryString"] = request.QueryString.Value?.TrimStart('?') ?? "",
            ["headers"] = Joined(request.Headers.Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), header.Value))),
            ["requestContext"] = new JsonObject
            {
                ["accountId"] = Stack.Account,
                ["apiId"] = "local",
                ["domainName"] = request.Host.Value,
                ["http"] = new JsonObject
                {
                    ["method"] = request.Method,
                    ["path"] = path,
                    ["protocol"] = request.Protocol,
                    ["sourceIp"] = "127.0.0.1",
                    ["userAgent"] = request.Headers.UserAgent.ToString(),
                },
                ["requestId"] = Guid.NewGuid().ToString(),
                ["routeKey"] = routeKey,
                ["stage"] = "$default",
                ["time"] = now.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture),
                ["timeEpoch"] = now.ToUnixTimeMilliseconds(),
            },
            ["isBase64Encoded"] = buffer.Length > 0 && !isText,
        };
        if (request.Query.Count > 0)
        {
            shaped["queryStringParameters"] = Joined(request.Query);
        }

        if (pathParameters.Count > 0)
        {
            shaped["pathParameters"] = JsonMap.Of(pathParameters);
        }

        if (buffer.Length > 0)
        {
            shaped["body"] = isText ? Encoding.UTF8.GetString(buffer.ToArray()) : Convert.ToBase64String(buffer.ToArray());
        }

        return shaped;
    }

    private static JsonObject Joined(IEnumerable<KeyValuePair<string, StringValues>> pairs) =>
        JsonMap.Of(pairs.Select(pair => KeyValuePair.Create(pair.Key, string.Join(',', pair.Value.ToArray()))));
}
