using Microsoft.Extensions.Logging;

namespace ImageClassification.Query.Http;

internal static partial class Log
{
    [LoggerMessage(400, LogLevel.Information, "{Route} answered with {Status}")]
    public static partial void Answered(this ILogger logger, string route, int status);

    [LoggerMessage(401, LogLevel.Error, "{Route} was not answered")]
    public static partial void NotAnswered(this ILogger logger, Exception exception, string route);

    [LoggerMessage(402, LogLevel.Information, "The prediction of trace {TraceId} is answered")]
    public static partial void Found(this ILogger logger, string? traceId);

    [LoggerMessage(403, LogLevel.Information, "{Items} images queued: those that have no trace yet, of trace {TraceId}")]
    public static partial void Queued(this ILogger logger, int items, string? traceId);
}
