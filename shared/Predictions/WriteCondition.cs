using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary><see cref="Precedence"/> as a condition, which DynamoDB judges in the moment of the write.</summary>
internal static class WriteCondition
{
    private const string Failed = "#status = :failed";
    private const string OtherContent = "(attribute_not_exists(eTag) OR eTag <> :eTag)";

    private static readonly Dictionary<string, string> Names = new() { ["#status"] = "status", ["#code"] = "code", ["#at"] = "at" };

    public static void Apply(Prediction prediction, PutItemRequest request)
    {
        var (sequencer, eTag) = (prediction.Version.Sequencer, prediction.Version.ETag);
        var (isFailure, wasLookedAt) = (prediction.Status == PredictionStatus.Failed, prediction.WasLookedAt());

        // Where one of the two has no sequencer.
        var same = eTag is null || !wasLookedAt ? null : All("eTag = :eTag", isFailure ? "#code = :exhausted" : Failed);
        var other = All(eTag is null ? null : OtherContent, prediction.IsGone() ? "#status <> :deleted" : null, wasLookedAt ? LookedAtLater : "#at < :since");
        var unsequenced = Any(same, other);

        var newer = All("seq < :seq", isFailure && eTag is not null ? Any(OtherContent, "#status <> :classified") : null);
        request.ConditionExpression = sequencer is null
            ? Any("attribute_not_exists(pk)", unsequenced)
            : Any("attribute_not_exists(pk)", newer, wasLookedAt ? All("seq = :seq", Failed) : null, All("attribute_not_exists(seq)", unsequenced));

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
        };
        request.ExpressionAttributeValues = values.Where(pair => IsUsed(pair.Key)).ToDictionary(pair => pair.Key, pair => PredictionItem.Text(pair.Value!));
        request.ExpressionAttributeNames = Names.Where(pair => IsUsed(pair.Key)).ToDictionary();

        bool IsUsed(string name) => request.ConditionExpression.Split(' ', '(', ')').Contains(name);
    }

    private const string LookedAtLater =
        "((#code = :exhausted AND (attribute_not_exists(seq) OR eventTime < :since)) OR ((attribute_not_exists(#code) OR #code <> :exhausted) AND #at < :since))";

    private static string All(params IEnumerable<string?> conditions) => Join(" AND ", [.. conditions.OfType<string>()]);

    private static string Any(params IEnumerable<string?> conditions) => Join(" OR ", [.. conditions.OfType<string>()]);

    /// <summary>DynamoDB rejects an expression with redundant parentheses.</summary>
    private static string Join(string word, IReadOnlyList<string> conditions) => conditions is [var only] ? only : $"({string.Join(word, conditions)})";
}
