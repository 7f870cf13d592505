using Microsoft.Extensions.Logging;

namespace ImageClassification.Console;

internal static partial class Log
{
    [LoggerMessage(500, LogLevel.Error, "{Route} failed")]
    public static partial void Failed(this ILogger logger, Exception exception, string route);
}
