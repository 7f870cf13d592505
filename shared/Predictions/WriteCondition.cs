using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>
/// <see cref="Precedence"/> as a condition, which DynamoDB evaluates at the write: conjunctions, one of which must hold. Without
/// parentheses, which DynamoDB rejects where they are redundant, and parsers take long for where they are nested.
/// </summary>
internal static class WriteCondition
{
    private const string SameContent = "eTag = :eTag";
    private const string OtherContent = "NOT eTag = :eTag";

    private static readonly Dictionary<string, string> Names = new() { ["#status"] = "status", ["#code"] = "code", ["#at"] = "at" };

    private static readonly string[] LookedAtLater =
        ["#code = :exhausted AND attribute_not_exists(seq)", "#code = :exhausted AND eventTime < :since", "NOT #code = :exhausted AND #at < :since"];

    public static void Apply(Prediction prediction, PutItemRequest request)
    {
        var (sequencer, eTag) = (prediction.Version.Sequencer, prediction.Version.ETag);
        var (isFailure, wasLookedAt) = (prediction.Status == PredictionStatus.Failed, prediction.WasLookedAt());
        string[] replaced = eTag is null || !wasLookedAt ? [] // of the same content
            : isFailure ? ["#code = :exhausted", "#status = :failed AND #at < :since"]
            : ["#status = :failed"];
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
        request.ExpressionAttributeValues = values.Where(pair => used.Contains(pair.Key))
            .ToDictionary(pair => pair.Key, pair => PredictionItem.Text(pair.Value!));
        request.ExpressionAttributeNames = Names.Where(pair => used.Contains(pair.Key)).ToDictionary();

        // Both have a sequencer.
        IEnumerable<string> Sequenced()
        {
            if (sequencer is null)
            {
                yield break;
            }

            if (wasLookedAt)
            {
                yield return All("seq = :seq", "#status = :failed", eTag is null ? null : OtherContent);
                foreach (var each in replaced)
                {
                    yield return All("seq = :seq", SameContent, each);
                }
            }

            if (!isFailure || eTag is null)
            {
                yield return "seq < :seq";
                yield break;
            }

            yield return All("seq < :seq", OtherContent);
            foreach (var each in wasLookedAt ? [.. replaced, "#code = :code"] : new[] { "NOT #status = :classified" })
            {
                yield return All("seq < :seq", each);
            }
        }

        // One of the two has none.
        IEnumerable<string> Unsequenced()
        {
            var unsequenced = sequencer is null ? null : "attribute_not_exists(seq)";
            foreach (var each in prediction.Status == PredictionStatus.Classified && sequencer is not null && eTag is not null
                ? [.. replaced, "#status = :classified"]
                : replaced)
            {
                yield return All(unsequenced, SameContent, each);
            }

            foreach (var later in wasLookedAt ? LookedAtLater : ["#at < :since"])
            {
                yield return All(unsequenced, eTag is null ? null : OtherContent, prediction.IsGone() ? "NOT #status = :deleted" : null, later);
            }
        }
    }

    private static string All(params IEnumerable<string?> conditions) => string.Join(" AND ", conditions.OfType<string>());
}
