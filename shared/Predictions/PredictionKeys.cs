using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>
/// The table's keys.
/// <list type="table">
/// <item><term>pk, sk</term><description><c>object#{hash of bucket and key}</c>, <c>{model}@{version}</c>: an object's predictions.
/// Hashed because S3 keys may be as long as a sort key may be, and to spread.</description></item>
/// <item><term>pk, sk</term><description><c>batch#{batch}</c>, <c>{model}@{version}</c>: which models a batch has met.</description></item>
/// <item><term>batchShard, outcome (index batch-outcome)</term><description><c>{batch}#{model}@{version}#{0..7}</c>,
/// <c>{status}#{label or error code}#{confidence}#{hash}</c>: one order for listing by status, by label and by confidence,
/// and for counting. Unique, so that it serves as the cursor.</description></item>
/// </list>
/// </summary>
internal static class PredictionKeys
{
    /// <summary>Partitions that one batch is spread over: 8 x 1,000 writes a second.</summary>
    public const int Shards = 8;

    private const char Separator = '#';

    public static string Object(string bucket, string key) => "object#" + Hash(bucket, key);

    public static string Batch(string batch) => "batch#" + batch;

    /// <summary>Everything under one pk, as it is now.</summary>
    public static QueryRequest Partition(string tableName, string pk) => new()
    {
        TableName = tableName,
        KeyConditionExpression = "pk = :pk",
        ExpressionAttributeValues = new() { [":pk"] = PredictionItem.Text(pk) },
        ConsistentRead = true,
    };

    public static string Shard(string batch, string model, int shard) =>
        string.Create(CultureInfo.InvariantCulture, $"{batch}#{model}#{shard}");

    public static string Shard(Prediction prediction) => Shard(
        prediction.Batch, prediction.Model.NameAndVersion(), HashBytes(prediction.Bucket, prediction.Key)[0] % Shards);

    public static string Outcome(Prediction prediction)
    {
        var hash = Hash(prediction.Bucket, prediction.Key);
        return prediction.Status == PredictionStatus.Classified
            ? Outcomes(PredictionStatus.Classified, prediction.Label) + Confidence(prediction.Confidence!.Value) + Separator + hash
            : Outcomes(prediction.Status, prediction.Error!.Code) + '-' + Separator + hash;
    }

    /// <summary>
    /// What every outcome of the status, and of the label or code if one is given, begins with. Escaped, because DynamoDB orders
    /// by UTF-8 and .NET by UTF-16, which agree on ASCII.
    /// </summary>
    public static string Outcomes(PredictionStatus status, string? labelOrCode = null)
    {
        var prefix = status.ToString().ToUpperInvariant() + Separator;
        return labelOrCode is null ? prefix : prefix + Uri.EscapeDataString(labelOrCode) + Separator;
    }

    /// <summary>Fixed width, so that text order is number order; cut, not rounded, so that x or more stays x or more.</summary>
    public static string Confidence(double confidence) =>
        (Math.Truncate(confidence * 1e6) / 1e6).ToString("F6", CultureInfo.InvariantCulture);

    /// <returns>Status, label or error code, and confidence (0 unless classified).</returns>
    public static (string Status, string LabelOrCode, double Confidence) Parse(string outcome)
    {
        var parts = outcome.Split(Separator);
        var confidence = parts[2] == "-" ? 0 : double.Parse(parts[2], CultureInfo.InvariantCulture);
        return (parts[0], Uri.UnescapeDataString(parts[1]), confidence);
    }

    private static string Hash(string bucket, string key) => Base64Url.EncodeToString(HashBytes(bucket, key).AsSpan(0, 16));

    private static byte[] HashBytes(string bucket, string key) => SHA256.HashData(Encoding.UTF8.GetBytes($"{bucket}\n{key}"));
}
