using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Lambda's text format on standard output: time, request, level, message, with tabs between.</summary>
internal sealed class LambdaConsoleLogger(string awsRequestId) : ILambdaLogger
{
    public void Log(string message) => Console.Write(message);

    public void LogLine(string message) => Log(nameof(LogLevel.Information), message);

    public void Log(string level, string message) =>
        Console.WriteLine($"{TimeProvider.System.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ}\t{awsRequestId}\t{Label(level)}\t{message}");

    public void Log(string level, Exception exception, string message, params object[] args) =>
        Log(level, string.IsNullOrEmpty(message) ? exception.ToString() : $"{message}\n{exception}");

    private static string Label(string level) => level switch
    {
        nameof(LogLevel.Trace) => "trce",
        nameof(LogLevel.Debug) => "dbug",
        nameof(LogLevel.Information) => "info",
        nameof(LogLevel.Warning) => "warn",
        nameof(LogLevel.Error) => "fail",
        nameof(LogLevel.Critical) => "crit",
        _ => level,
    };
}
