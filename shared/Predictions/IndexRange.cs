using System.Text;
using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>The part of an index that a page is read from.</summary>
/// <param name="Index">Its name.</param>
/// <param name="SortKey">Its sort key's attribute.</param>
/// <param name="Low">Inclusive.</param>
/// <param name="High">Inclusive.</param>
internal sealed record IndexRange(string Index, string SortKey, string Low, string High)
{
    /// <summary>Sorts before every character that a key of an index holds; a key's bound cannot be empty.</summary>
    private const string Start = "!";

    /// <summary>DynamoDB's limit for a sort key, in bytes: a longer one would be a fault of the request to it.</summary>
    private const int LongestKey = 1024;

    /// <summary>Whole items, by status, label or code, and confidence.</summary>
    public static IndexRange Outcomes { get; } = new("batch-outcome", "outcome", Start, PredictionKeys.End);

    /// <summary>The keys of classified images, by confidence.</summary>
    public static IndexRange Doubts { get; } = new("batch-confidence", "doubt", Start, PredictionKeys.End);

    public static IndexRange Failures { get; } = Outcomes.Within(PredictionKeys.Outcomes(PredictionStatus.Failed));

    public static IndexRange For(BatchFilter filter)
    {
        var (low, high) = (filter.MinimumConfidence, filter.MaximumConfidence);
        if (filter.ListsByConfidence)
        {
            return Doubts.Within("", low, high);
        }

        var status = filter.Status ?? (filter.Label is not null ? PredictionStatus.Classified : filter.Code is not null ? PredictionStatus.Failed : null);
        return Outcomes.Within(status is null ? "" : PredictionKeys.Outcomes(status.Value, filter.Label ?? filter.Code), low, high);
    }

    /// <summary>From the position on, which the answer begins with.</summary>
    /// <exception cref="InvalidCursorException">It lies outside.</exception>
    public IndexRange From(string position, bool descending) =>
        !Ascii.IsValid(position) || position.Length > LongestKey
            || string.CompareOrdinal(position, Low) < 0 || string.CompareOrdinal(position, High) > 0 ? throw new InvalidCursorException()
            : descending ? this with { High = position }
            : this with { Low = position };

    public QueryRequest Query(string tableName, string shard) => new()
    {
        TableName = tableName,
        IndexName = Index,
        KeyConditionExpression = $"batchShard = :shard AND {SortKey} BETWEEN :low AND :high",
        ExpressionAttributeValues = new()
        {
            [":shard"] = PredictionItem.Text(shard),
            [":low"] = PredictionItem.Text(Low),
            [":high"] = PredictionItem.Text(High),
        },
    };

    private IndexRange Within(string prefix, double? low = null, double? high = null)
    {
        var from = prefix + (low is null ? "" : PredictionKeys.Confidence(low.Value));
        var to = prefix + (high is null ? "" : PredictionKeys.Confidence(high.Value)) + PredictionKeys.End;
        return this with { Low = from.Length > 0 ? from : Start, High = to };
    }
}
