using System.Text.Json;
using System.Text.Json.Nodes;

namespace ImageClassification.Runner.Events;

/// <summary>
/// Which messages of a batch a function returns as failed.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html"/>
/// </summary>
internal static class PartialBatch
{
    /// <param name="answer">The function's.</param>
    /// <param name="messageIds">The batch.</param>
    /// <returns>The ids that failed: all of them where the answer is malformed or names a stranger.</returns>
    public static IReadOnlySet<string> Failed(string answer, IReadOnlyCollection<string> messageIds)
    {
        var all = messageIds.ToHashSet();
        try
        {
            var response = string.IsNullOrWhiteSpace(answer) ? null : JsonNode.Parse(answer);
            if (response?["batchItemFailures"] is not { } failures)
            {
                return new HashSet<string>();
            }

            var failed = failures.AsArray().Select(failure => failure?["itemIdentifier"]?.GetValue<string>() ?? "").ToHashSet();
            return failed.IsSubsetOf(all) ? failed : all;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return all;
        }
    }
}
