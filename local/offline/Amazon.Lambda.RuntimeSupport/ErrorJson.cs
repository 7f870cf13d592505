using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>An exception as Lambda shows it to the caller: errorType, errorMessage, stackTrace, and its cause in the same form.</summary>
internal static class ErrorJson
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static HttpContent Content(Exception exception)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, Relaxed))
        {
            Write(writer, exception);
        }

        var content = new ByteArrayContent(json.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.aws.lambda.error+json");
        return content;
    }

    private static void Write(Utf8JsonWriter writer, Exception exception)
    {
        writer.WriteStartObject();
        writer.WriteString("errorType", exception.GetType().Name);
        writer.WriteString("errorMessage", exception.Message);
        if (exception.StackTrace is { } stackTrace)
        {
            writer.WriteStartArray("stackTrace");
            foreach (var line in stackTrace.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                writer.WriteStringValue(line);
            }

            writer.WriteEndArray();
        }

        if (exception.InnerException is { } cause)
        {
            writer.WritePropertyName("cause");
            Write(writer, cause);
        }

        writer.WriteEndObject();
    }
}
