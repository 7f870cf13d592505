using Amazon.Runtime;
using ImageClassification.Contracts;
using ImageClassification.Hosting;

namespace ImageClassification.Classifier.Queue;

/// <summary>Why a message was not done, in words that people read in predictions and dead-letter messages.</summary>
internal static class Failure
{
    private const int LongestCause = 300;

    /// <summary>What stands while the last try runs. Every end but that of the process says more.</summary>
    public const string NoAnswer = "the function ended without an answer: out of time, out of memory, or a crash";

    public const string NoTime = "no time was left for it in the invocation";

    public static string CauseOf(Exception exception)
    {
        var text = Redaction.Of(exception is AmazonServiceException { ErrorCode.Length: > 0 } aws ? $"{aws.ErrorCode}: {aws.Message}" : exception.Message);
        var line = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
        return line.Length > LongestCause ? line[..LongestCause] : line.Length > 0 ? line : exception.GetType().Name;
    }

    public static PredictionError RetriesExhausted(string cause) => new(
        ErrorCode.RetriesExhausted,
        $"Every attempt failed, the last with: {cause.TrimEnd('.')}. The message is in the dead-letter queue: fix the cause, then redrive it.");
}
