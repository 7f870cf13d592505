using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Hosting;

/// <summary>Writes its values, after <see cref="Redaction"/> of every text.</summary>
internal sealed class JsonLogger(string category, JsonLoggerFactory factory, TimeProvider time) : ILogger
{
    private const string Template = "{OriginalFormat}";

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => factory.Scopes.Push(state);

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        factory.WriteLine(json =>
        {
            json.WriteString("timestamp", time.GetUtcNow());
            json.WriteString("level", logLevel.ToString());
            json.WriteString("message", Redaction.Of(formatter(state, exception)));
            json.WriteString("category", category);
            json.WriteNumber("eventId", eventId.Id);
            json.WriteString("event", eventId.Name);
            json.WriteString("requestId", factory.RequestId);
            factory.Scopes.ForEachScope(WriteProperties, json);
            WriteProperties(state, json);
            if (exception is not null)
            {
                json.WriteString("exception", Redaction.Of(exception.ToString()));
            }
        });
    }

    private static void WriteProperties<TState>(TState state, Utf8JsonWriter json)
    {
        foreach (var (name, value) in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
        {
            switch (value)
            {
                case null or string when name == Template:
                    break;
                case int or long:
                    json.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                    break;
                case double number:
                    json.WriteNumber(name, number);
                    break;
                default:
                    json.WriteString(name, Redaction.Of(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
                    break;
            }
        }
    }
}
