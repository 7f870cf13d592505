using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Hosting;

/// <summary>
/// Writes one JSON object a line, before the call returns. The console logger of Microsoft.Extensions.Logging writes
/// from a background thread, which Lambda freezes with the process once the answer is given: its last lines come late or never.
/// </summary>
public sealed class JsonLoggerFactory(Stream output, TimeProvider time) : ILoggerFactory
{
    private readonly Lock _lock = new();

    /// <summary>The invocation that lines belong to.</summary>
    public string? RequestId { get; set; }

    public ILogger CreateLogger(string categoryName) => new JsonLogger(categoryName, this, time);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Lines go to one stream only.");

    public void Dispose() => output.Dispose();

    /// <summary>Their properties stand on every line that is written within them.</summary>
    internal LoggerExternalScopeProvider Scopes { get; } = new();

    /// <summary>Writes a line with one object.</summary>
    internal void WriteLine(Action<Utf8JsonWriter> writeMembers)
    {
        var line = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            writeMembers(json);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        lock (_lock)
        {
            output.Write(line.WrittenSpan);
            output.Flush();
        }
    }
}
