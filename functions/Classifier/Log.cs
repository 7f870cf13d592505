using Microsoft.Extensions.Logging;

namespace ImageClassification.Classifier;

internal static partial class Log
{
    [LoggerMessage(300, LogLevel.Information,
        "{Messages} messages: {Classified} classified, {Failed} failed, {Deleted} deleted, {Superseded} superseded, {Left} left")]
    public static partial void Processed(this ILogger logger, int messages, int classified, int failed, int deleted, int superseded, int left);

    [LoggerMessage(301, LogLevel.Warning, "Message {MessageId} of {Image} and trace {TraceId} was returned unprocessed: {Reason}")]
    public static partial void NotStarted(this ILogger logger, string messageId, string image, string traceId, string reason);

    [LoggerMessage(302, LogLevel.Error, "Message {MessageId} of {Image} and trace {TraceId} is invalid: {Reason}")]
    public static partial void InvalidMessage(this ILogger logger, string messageId, string image, string traceId, string reason);

    [LoggerMessage(303, LogLevel.Error, "Message {MessageId} of {Image} and trace {TraceId} was not processed and will be retried")]
    public static partial void NotProcessed(this ILogger logger, Exception exception, string messageId, string image, string traceId);

    [LoggerMessage(304, LogLevel.Warning, "{Messages} messages are scheduled or deleted by SQS and Lambda alone, later")]
    public static partial void NotScheduled(this ILogger logger, Exception exception, int messages);

    [LoggerMessage(307, LogLevel.Warning, "{Messages} messages are left to SQS to move to the dead-letter queue")]
    public static partial void NotMoved(this ILogger logger, Exception exception, int messages);

    [LoggerMessage(308, LogLevel.Warning, "The prediction of trace {TraceId} does not name the cause of its failure")]
    public static partial void NotExplained(this ILogger logger, Exception exception, string? traceId);

    [LoggerMessage(305, LogLevel.Information, "A synchronous request returned {Outcome}")]
    public static partial void Answered(this ILogger logger, string outcome);

    [LoggerMessage(306, LogLevel.Error, "A synchronous request was not answered")]
    public static partial void NotAnswered(this ILogger logger, Exception exception);

    [LoggerMessage(309, LogLevel.Critical, "The server cannot start: {Reason}")]
    public static partial void NotServing(this ILogger logger, Exception exception, string reason);
}
