using Microsoft.Extensions.Logging;

namespace ImageClassification.Ingest;

internal static partial class Log
{
    [LoggerMessage(200, LogLevel.Information, "{Queued} of {Records} records queued: {Images}, of trace {TraceId}")]
    public static partial void Queued(this ILogger logger, int records, int queued, string images, string traceId);

    [LoggerMessage(202, LogLevel.Warning, "{Records} records of other buckets than {Bucket} were skipped. Find whose notification or rule invokes this function, and remove it")]
    public static partial void Foreign(this ILogger logger, int records, string bucket);

    [LoggerMessage(201, LogLevel.Error, "{Items} tasks were not queued; S3 retries them")]
    public static partial void NotQueued(this ILogger logger, Exception exception, int items);
}
