using Microsoft.Extensions.Logging;

namespace ImageClassification.Hosting;

internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Critical, "The function cannot start: {Reason}")]
    public static partial void NotInitialized(this ILogger logger, Exception exception, string reason);

    [LoggerMessage(101, LogLevel.Error, "The invocation failed")]
    public static partial void InvocationFailed(this ILogger logger, Exception exception);
}
