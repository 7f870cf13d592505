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
/// <item><term>pk, sk</term><description><c>batch#{batch}</c>, <c>batch</c>: its declaration and its completion.</description></item>
/// <item><term>pk, sk</term><description><c>batch#{batch}</c>, <c>{model}@{version}</c>: the models of a batch, and when each last
/// changed it.</description></item>
/// <item><term>pk, sk</term><description><c>batch#{batch}</c>, <c>~{model}@{version}</c>: the last counts. No model's name
/// begins with a tilde or a later character.</description></item>
/// <item><term>pk, sk</term><description><c>batch#{batch}</c>, <c>~~{model}@{version}</c>: the models that may write predictions of
/// the batch: a deletion leaves a tombstone for each.</description></item>
/// <item><term>pk, sk</term><description><c>truth#{hash of bucket and key}</c>, the entity tag: what a version of an object shows. Not among
/// its predictions, which only the Classifier writes.</description></item>
/// <item><term>batchShard, outcome (index batch-outcome, whole items)</term><description><c>{batch}#{model}@{version}#{0..7}</c>,
/// <c>{status}#{label or error code}#{confidence}#{hash}</c>: one order for listing by status, by label and within a label by
/// confidence, and for counting failures. Unique, so that it serves as the cursor.</description></item>
/// <item><term>batchShard, doubt (index batch-confidence, keys only)</term><description>the same shard,
/// <c>{confidence}#{label}#{hash}</c>, of what is classified: for listing a whole batch by confidence, and for counting.</description></item>
/// <item><term>batchShard, outcome</term><description><c>batches</c>, <c>{created at}#{hash of the batch}</c>: the batches.</description></item>
/// <item><term>batchShard, outcome</term><description><c>{batch}#~truth#{0..7}</c>, <c>{hash}#{entity tag}</c>: what is said of its
/// images.</description></item>
/// </list>
/// </summary>
internal static class PredictionKeys
{
    /// <summary>Partitions that one batch is spread over: 8 x 1,000 writes a second.</summary>
    public const int Shards = 8;

    /// <summary>Sorts after every character in a key of an index.</summary>
    public const string End = "\uffff";

    /// <summary>The sort key of a batch's declaration.</summary>
    public const string Declaration = "batch";

    /// <summary>Counts sort after it, all other entries of a batch before.</summary>
    public const string Counts = "~";

    /// <summary>The prefix of the sort keys of models that may write.</summary>
    public const string Announced = "~~";

    /// <summary>The shard of the batches themselves.</summary>
    public const string Batches = "batches";

    private const char Separator = '#';

    public static string Object(string bucket, ObjectKey key) => "object#" + Hash(bucket, key);

    public static string Truth(string bucket, ObjectKey key) => "truth#" + Hash(bucket, key);

    public static string TruthShard(BatchName batch, int shard) => string.Create(CultureInfo.InvariantCulture, $"{batch}#~truth#{shard}");

    public static string TruthShard(string bucket, ObjectKey key) => TruthShard(key.Batch, ShardOf(bucket, key));

    /// <summary>A truth's sort key in its shard.</summary>
    public static string TruthPlace(TruthEntry entry) => Hash(entry.Bucket, entry.Key) + Separator + Uri.EscapeDataString(entry.Version);

    public static string Batch(BatchName batch) => "batch#" + batch;

    public static Dictionary<string, AttributeValue> Of(string pk, string sk) => new() { ["pk"] = PredictionItem.Text(pk), ["sk"] = PredictionItem.Text(sk) };

    /// <summary>Everything under one pk before that sk, as it is now.</summary>
    public static QueryRequest Partition(string tableName, string pk, string before = End) => Partition(tableName, pk, "sk < :sk", before);

    /// <summary>All items under one pk whose sk has this prefix, read consistently.</summary>
    public static QueryRequest Beginning(string tableName, string pk, string prefix) => Partition(tableName, pk, "begins_with(sk, :sk)", prefix);

    public static string Shard(BatchName batch, ModelVersion model, int shard) =>
        string.Create(CultureInfo.InvariantCulture, $"{batch}#{model}#{shard}");

    public static string Shard(Prediction prediction) => Shard(
        prediction.Batch, prediction.Model.NameAndVersion(), ShardOf(prediction.Bucket, prediction.Key));

    public static string Outcome(Prediction prediction)
    {
        var hash = Hash(prediction.Bucket, prediction.Key);
        return prediction.Status == PredictionStatus.Classified
            ? Outcomes(PredictionStatus.Classified, prediction.Label) + Confidence(prediction.Confidence!.Value) + Separator + hash
            : Outcomes(prediction.Status, prediction.Error!.Code) + '-' + Separator + hash;
    }

    public static string Doubt(Prediction prediction) => string.Join(
        Separator, Confidence(prediction.Confidence!.Value), Uri.EscapeDataString(prediction.Label!), Hash(prediction.Bucket, prediction.Key));

    /// <summary>Where a batch stands among the batches. Hashed, because its name may be as long as a key.</summary>
    public static string Created(BatchName batch, DateTimeOffset at) => PredictionItem.Format(at) + Separator + Hash("", batch);

    /// <summary>
    /// The common prefix of all outcomes of the status, and of the label or code if one is given. Escaped, because DynamoDB orders
    /// by UTF-8 and .NET by UTF-16, which agree on ASCII.
    /// </summary>
    public static string Outcomes(PredictionStatus status, string? labelOrCode = null)
    {
        var prefix = status.WireName() + Separator;
        return labelOrCode is null ? prefix : prefix + Uri.EscapeDataString(labelOrCode) + Separator;
    }

    /// <summary>Fixed width, so that text order is number order; cut, not rounded, so that x or more stays x or more.</summary>
    public static string Confidence(double confidence) =>
        (Math.Truncate(confidence * 1e6) / 1e6).ToString("F6", CultureInfo.InvariantCulture);

    public static (double Confidence, string Label) ParseDoubt(string doubt)
    {
        var parts = doubt.Split(Separator);
        return (double.Parse(parts[0], CultureInfo.InvariantCulture), Uri.UnescapeDataString(parts[1]));
    }

    /// <returns>The label of a classified image, the code of a failure.</returns>
    public static string ParseLabelOrCode(string outcome) => Uri.UnescapeDataString(outcome.Split(Separator)[1]);

    public static PredictionStatus ParseStatus(string outcome) => StatusName.Parse(outcome[..outcome.IndexOf(Separator)]);

    private static QueryRequest Partition(string tableName, string pk, string condition, string sk) => new()
    {
        TableName = tableName,
        KeyConditionExpression = "pk = :pk AND " + condition,
        ExpressionAttributeValues = new() { [":pk"] = PredictionItem.Text(pk), [":sk"] = PredictionItem.Text(sk) },
        ConsistentRead = true,
    };

    /// <returns>The object's, which is the end of an outcome and of a doubt.</returns>
    public static string ParseHash(string position) => position[(position.LastIndexOf(Separator) + 1)..];

    private static int ShardOf(string bucket, string key) => HashBytes(bucket, key)[0] % Shards;

    private static string Hash(string bucket, string key) => Base64Url.EncodeToString(HashBytes(bucket, key).AsSpan(0, 16));

    private static byte[] HashBytes(string bucket, string key) => SHA256.HashData(Encoding.UTF8.GetBytes($"{bucket}\n{key}"));
}
