using System.Buffers;
using System.Text;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using ImageClassification.Classifier.Http;
using ImageClassification.Hosting.Http;
using Microsoft.AspNetCore.Http;

namespace ImageClassification.Classifier.Serve;

/// <summary>
/// A request that Azure Functions' host has wrapped in JSON, as it does unless host.json has enableForwardingHttpRequest:
/// <see href="https://learn.microsoft.com/azure/azure-functions/functions-custom-handlers#request-payload"/>.
/// </summary>
/// <param name="Method">The caller's.</param>
/// <param name="ContentType">The caller's.</param>
/// <param name="Body">As text: base64 where the content type is application/octet-stream.</param>
internal sealed record AzureEnvelope(string Method, string ContentType, string Body)
{
    /// <summary>The name of the HTTP output in docs/hosts/azure.</summary>
    private const string Output = "res";

    private static readonly byte[][] Beginnings = [[.. "{\"Data\""u8], [.. "{\"Metadata\""u8]];

    /// <summary>Whether the host has made text of a picture, as it does of all that is not application/octet-stream: its bytes are lost.</summary>
    public bool IsBroken => HttpBody.IsPicture(ContentType) && !System.Buffers.Text.Base64.IsValid(Body);

    /// <summary>By the body's beginning, which is not consumed: even what is refused unread must be answered in kind.</summary>
    public static async Task<bool> IsAheadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!HttpBody.IsJson(request.ContentType ?? ""))
        {
            return false;
        }

        var read = await request.BodyReader.ReadAtLeastAsync(64, cancellationToken);
        var beginning = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, 64)).ToArray().Where(each => !char.IsWhiteSpace((char)each)).ToArray();
        request.BodyReader.AdvanceTo(read.Buffer.Start);
        return Array.Exists(Beginnings, each => beginning.AsSpan().StartsWith(each));
    }

    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="FormatException">It holds no HTTP request.</exception>
    /// <exception cref="InvalidOperationException">A text in it is not valid Unicode.</exception>
    public static AzureEnvelope Read(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var request = Find(document.RootElement, "Data") is { ValueKind: JsonValueKind.Object } data
            ? data.EnumerateObject().Select(input => input.Value).FirstOrDefault(input => Find(input, "Method") is not null)
            : default;
        return Find(request, "Method") is { } method
            ? new(Text(method), Find(Find(request, "Headers"), "content-type") is { } type ? Text(type) : "", Find(request, "Body") is { } content ? Text(content) : "")
            : throw new FormatException("Data does not contain an HTTP request.");
    }

    /// <exception cref="JsonException">The body is JSON, but no request.</exception>
    /// <exception cref="FormatException">It is neither JSON nor a picture's base64.</exception>
    public ClassifyRequest? ToRequest() =>
        HttpBody.Read(HttpBody.IsPicture(ContentType) ? Convert.FromBase64String(Body) : Encoding.UTF8.GetBytes(Body), ContentType);

    /// <summary>The host takes nothing but 200; the caller gets what is inside.</summary>
    public static APIGatewayHttpApiV2ProxyResponse Wrap(APIGatewayHttpApiV2ProxyResponse answer)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartObject("Outputs");
            json.WriteStartObject(Output);
            json.WriteNumber("statusCode", answer.StatusCode);
            json.WriteNumber("status", answer.StatusCode); // which some versions of the host insist on
            json.WriteStartObject("headers");
            foreach (var (name, value) in answer.Headers)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteString("body", answer.Body);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartArray("Logs");
            json.WriteEndArray();
            json.WriteString("ReturnValue", ""); // null is a warning in the host's log
            json.WriteEndObject();
        }

        return Answer.Json(Encoding.UTF8.GetString(bytes.WrittenSpan), 200);
    }

    private static JsonElement? Find(JsonElement? parent, string name) => parent is { ValueKind: JsonValueKind.Object } found
        ? found.EnumerateObject().Where(each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(each => (JsonElement?)each.Value).FirstOrDefault()
        : null;

    /// <summary>Headers are lists; bodies that are JSON may come as such.</summary>
    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array when value.GetArrayLength() > 0 => Text(value[0]),
        _ => value.GetRawText(),
    };
}
