using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Lambda.APIGatewayEvents;

namespace ImageClassification.Hosting.Http;

/// <summary>
/// HTTP answers: JSON, and problem documents for every error. No cache keeps them, browsers' included, because they hold data and
/// signed addresses; cacheable answers set their own header.
/// </summary>
public static class Answer
{
    /// <summary>Escapes what JSON must escape, not what HTML must: what is served says that it is JSON, and no browser guesses.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static APIGatewayHttpApiV2ProxyResponse Ok<T>(T body, JsonTypeInfo<T> type) =>
        Response(200, "application/json", ToJson(body, type));

    /// <summary>200 with an entity tag, or 304 where the request's If-None-Match has it. The tag is the body's hash unless it is known already.</summary>
    public static APIGatewayHttpApiV2ProxyResponse Text(string contentType, string body, string? ifNoneMatch, string? tag = null)
    {
        tag ??= $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)).AsSpan(0, 16))}\"";
        var known = (ifNoneMatch ?? "").Split(',', StringSplitOptions.TrimEntries).Select(
            each => each.StartsWith("W/", StringComparison.Ordinal) ? each[2..] : each);
        var answer = known.Any(each => each == "*" || each == tag) ? Response(304, null, "") : Response(200, contentType, body);
        answer.Headers["etag"] = tag;
        return answer;
    }

    /// <summary>200 with a file to download.</summary>
    public static APIGatewayHttpApiV2ProxyResponse File(string contentType, string disposition, ReadOnlySpan<byte> bytes)
    {
        var answer = Response(200, contentType, Convert.ToBase64String(bytes));
        answer.IsBase64Encoded = true;
        answer.Headers["content-disposition"] = disposition;
        return answer;
    }

    /// <summary>200 with a picture whose address changes with its content, so that a browser may keep it.</summary>
    public static APIGatewayHttpApiV2ProxyResponse Picture(string contentType, ReadOnlySpan<byte> bytes, TimeSpan lifetime)
    {
        var answer = Response(200, contentType, Convert.ToBase64String(bytes));
        answer.IsBase64Encoded = true;
        answer.Headers["cache-control"] = string.Create(CultureInfo.InvariantCulture, $"private, max-age={lifetime.TotalSeconds}, immutable");
        return answer;
    }

    /// <summary>JSON that is made already.</summary>
    public static APIGatewayHttpApiV2ProxyResponse Json(string body, int status) => Response(status, "application/json", body);

    public static APIGatewayHttpApiV2ProxyResponse BadRequest(string detail, string? code = null) => Problem(400, "Bad Request", detail, code);

    public static APIGatewayHttpApiV2ProxyResponse NotFound(string detail) => Problem(404, "Not Found", detail);

    public static APIGatewayHttpApiV2ProxyResponse MethodNotAllowed(string allowed) =>
        With("allow", allowed, Problem(405, "Method Not Allowed", $"Use {allowed}."));

    public static APIGatewayHttpApiV2ProxyResponse ContentTooLarge(string detail, string code) => Problem(413, "Content Too Large", detail, code);

    public static APIGatewayHttpApiV2ProxyResponse Unprocessable(string detail, string code) => Problem(422, "Unprocessable Content", detail, code);

    /// <summary>With Retry-After, in whole seconds.</summary>
    public static APIGatewayHttpApiV2ProxyResponse TooManyRequests(string detail, string code, TimeSpan wait) =>
        With("retry-after", Seconds(wait), Problem(429, "Too Many Requests", detail, code));

    /// <inheritdoc cref="TooManyRequests"/>
    public static APIGatewayHttpApiV2ProxyResponse Unavailable(string detail, TimeSpan wait) =>
        With("retry-after", Seconds(wait), Problem(503, "Service Unavailable", detail));

    public static APIGatewayHttpApiV2ProxyResponse ServerError() =>
        Problem(500, "Internal Server Error", "The request could not be answered. Try again; the function's log says why.");

    private static string Seconds(TimeSpan wait) => wait.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture);

    private static APIGatewayHttpApiV2ProxyResponse With(string header, string value, APIGatewayHttpApiV2ProxyResponse answer)
    {
        answer.Headers[header] = value;
        return answer;
    }

    private static APIGatewayHttpApiV2ProxyResponse Problem(int status, string title, string detail, string? code = null) => Response(
        status,
        "application/problem+json",
        ToJson(new Problem("about:blank", title, status, detail, code), ProblemJson.Default.Problem));

    private static string ToJson<T>(T body, JsonTypeInfo<T> type)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new() { Encoder = Encoder }))
        {
            JsonSerializer.Serialize(json, body, type);
        }

        return Encoding.UTF8.GetString(text.GetBuffer().AsSpan(0, (int)text.Length));
    }

    private static APIGatewayHttpApiV2ProxyResponse Response(int status, string? contentType, string body)
    {
        var headers = new Dictionary<string, string> { ["cache-control"] = "no-store", ["x-content-type-options"] = "nosniff" };
        if (contentType is not null)
        {
            headers["content-type"] = contentType;
        }

        return new() { StatusCode = status, Headers = headers, Body = body };
    }
}
