using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>An exception as Lambda shows it to the caller: errorType, errorMessage, stackTrace, and its cause in the same form.</summary>
internal static class ErrorJson
{
    private static readonly MediaTypeHeaderValue MediaType = new("application/vnd.aws.lambda.error+json");
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static HttpContent Content(Exception exception) => new StringContent(Node(exception).ToJsonString(Relaxed), MediaType);

    private static JsonObject Node(Exception exception)
    {
        var node = new JsonObject { ["errorType"] = exception.GetType().Name, ["errorMessage"] = exception.Message };
        if (exception.StackTrace is { } stackTrace)
        {
            JsonNode[] lines = [.. stackTrace.Split('\n', StringSplitOptions.TrimEntries).Select(line => JsonValue.Create(line))];
            node["stackTrace"] = new JsonArray(lines);
        }

        if (exception.InnerException is { } cause)
        {
            node["cause"] = Node(cause);
        }

        return node;
    }
}
