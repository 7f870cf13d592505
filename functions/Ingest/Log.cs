using Microsoft.Extensions.Logging;

namespace ImageClassification.Ingest;

internal static partial class Log
{
    [LoggerMessage(200, LogLevel.Information, "{Queued} of {Records} records queued, of trace {TraceId}")]
    public static partial void Queued(this ILogger logger, int records, int queued, string traceId);
}
