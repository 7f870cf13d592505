using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>
/// <see cref="Precedence"/> as a condition, which DynamoDB judges in the moment of the write: conjunctions, one of which must hold. Without
/// parentheses, which DynamoDB rejects where they are redundant, and parsers take long for where they are nested.
/// </summary>
internal static class WriteCondition
{
    private const string OtherContent = "NOT eTag = :eTag";

    private static readonly Dictionary<string, string> Names = new() { ["#status"] = "status", ["#code"] = "code", ["#at"] = "at" };

    private static readonly string[] LookedAtLater =
        ["#code = :exhausted AND attribute_not_exists(seq)", "#code = :exhausted AND eventTime < :since", "NOT #code = :exhausted AND #at < :since"];

    /// <summary>Of the same content, what a failure replaces.</summary>
    private static readonly string[] SameContent =
        ["eTag = :eTag AND #code = :exhausted", "eTag = :eTag AND #status = :failed AND #at < :since"];

    public static void Apply(Prediction prediction, PutItemRequest request)
    {
        var (sequencer, eTag) = (prediction.Version.Sequencer, prediction.Version.ETag);
        var (isFailure, wasLookedAt) = (prediction.Status == PredictionStatus.Failed, prediction.WasLookedAt());
        request.ConditionExpression = string.Join(" OR ", ["attribute_not_exists(pk)", .. Sequenced(), .. Unsequenced()]);

        // DynamoDB rejects names and values that the expression does not use.
        var since = wasLookedAt ? prediction.LookedAt : prediction.Version.EventTime;
        Dictionary<string, string?> values = new()
        {
            [":seq"] = sequencer?.ToString(),
            [":eTag"] = eTag,
            [":since"] = PredictionItem.Format(since - Precedence.ClockSkew ?? DateTimeOffset.MinValue),
            [":failed"] = PredictionStatus.Failed.WireName(),
            [":classified"] = PredictionStatus.Classified.WireName(),
            [":deleted"] = PredictionStatus.Deleted.WireName(),
            [":exhausted"] = ErrorCode.RetriesExhausted,
            [":code"] = prediction.Error?.Code,
        };
        var used = request.ConditionExpression.Split(' ').ToHashSet();
        request.ExpressionAttributeValues = values.Where(pair => used.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => PredictionItem.Text(pair.Value!));
        request.ExpressionAttributeNames = Names.Where(pair => used.Contains(pair.Key)).ToDictionary();

        // Both have a sequencer.
        IEnumerable<string> Sequenced() => sequencer is null ? [] :
        [
            .. !isFailure || eTag is null ? ["seq < :seq"]
                : wasLookedAt ? [$"seq < :seq AND {OtherContent}", "seq < :seq AND #code = :exhausted", "seq < :seq AND #code = :code", "seq < :seq AND #status = :failed AND #at < :since"]
                : new[] { $"seq < :seq AND {OtherContent}", "seq < :seq AND NOT #status = :classified" },
            .. !wasLookedAt ? Array.Empty<string>()
                : isFailure && eTag is not null ? [$"seq = :seq AND #status = :failed AND {OtherContent}", .. SameContent.Select(each => $"seq = :seq AND {each}")]
                : ["seq = :seq AND #status = :failed"],
        ];

        // One of the two has none.
        IEnumerable<string> Unsequenced()
        {
            var unsequenced = sequencer is null ? null : "attribute_not_exists(seq)";
            if (eTag is not null && wasLookedAt)
            {
                foreach (var replaced in isFailure ? SameContent : sequencer is null ? ["eTag = :eTag AND #status = :failed"] : ["eTag = :eTag AND #status = :failed", "eTag = :eTag AND #status = :classified"])
                {
                    yield return All(unsequenced, replaced);
                }
            }

            foreach (var later in wasLookedAt ? LookedAtLater : ["#at < :since"])
            {
                yield return All(unsequenced, eTag is null ? null : OtherContent, prediction.IsGone() ? "NOT #status = :deleted" : null, later);
            }
        }
    }

    private static string All(params IEnumerable<string?> conditions) => string.Join(" AND ", conditions.OfType<string>());
}
