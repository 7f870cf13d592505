using System.Security.Cryptography;
using System.Text;
using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>
/// Writes what objects show, and finds it. One item for each version of an object, in a partition of its own: no prediction, deletion
/// or newer upload touches it. Safe for use by several threads.
/// </summary>
public sealed class TruthStore(PredictionTable table)
{
    /// <summary>
    /// Writes a decision, unless a later one is there, or the folder's name would replace what somebody has said. A file or a folder that
    /// says the same as before changes nothing. Decisions may come twice and in any order.
    /// </summary>
    /// <param name="entry">Its truth is null to take back what was said.</param>
    /// <param name="decision">The truth, or who takes it back and when.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <param name="restores">Whether a folder's name may replace what somebody has said: for an undo.</param>
    public async Task<WriteOutcome> WriteAsync(TruthEntry entry, Truth decision, CancellationToken cancellationToken, bool restores = false)
    {
        if (decision.How != TruthSource.Person && !restores && await HoldsAsync(entry, cancellationToken))
        {
            return WriteOutcome.Superseded;
        }

        var yields = decision.How == TruthSource.Folder && !restores;
        var item = TruthItem.From(entry, decision);
        var request = new PutItemRequest
        {
            TableName = table.Name,
            Item = item,
            ConditionExpression = "attribute_not_exists(pk) OR (#at < :at" + (yields ? " AND how = :how)" : ")"),
            ExpressionAttributeNames = new() { ["#at"] = "at" },
            ExpressionAttributeValues = new() { [":at"] = item["at"] },
        };
        if (yields)
        {
            request.ExpressionAttributeValues[":how"] = item["how"];
        }

        return await table.TryPutAsync(request, cancellationToken) ? WriteOutcome.Written : WriteOutcome.Superseded;
    }

    /// <returns>What is said of this version of the object; null where nothing is.</returns>
    public async Task<Truth?> FindAsync(string bucket, ObjectKey key, string version, CancellationToken cancellationToken)
    {
        var versions = await table.Client.QueryAsync(PredictionKeys.Partition(table.Name, PredictionKeys.Truth(bucket, key)), cancellationToken);
        return (versions.Items ?? []).Select(TruthItem.To).FirstOrDefault(entry => entry.Version == version)?.Truth;
    }

    /// <returns>The predictions, each with what is said of its version of the object.</returns>
    public async Task<IReadOnlyList<Prediction>> AttachAsync(IReadOnlyCollection<Prediction> predictions, CancellationToken cancellationToken)
    {
        var found = await table.GetAsync(predictions.Select(KeyOf), cancellationToken);
        return [.. predictions.Select(prediction => found.GetValueOrDefault(KeyOf(prediction)["pk"].S) is { } item
            ? prediction with { Truth = TruthItem.To(item).Truth }
            : prediction)];
    }

    /// <summary>All that is said of a batch's objects, of former versions too, in the order of their hashes within each shard.</summary>
    public async Task<IReadOnlyList<TruthEntry>> ListAsync(BatchName batch, CancellationToken cancellationToken) =>
        [.. await ReadShardsAsync(batch, TruthItem.To, TruthItem.Attributes, cancellationToken)];

    /// <summary>The fingerprint of all that is said of a batch's objects, found in half the time that <see cref="ListAsync"/> takes.</summary>
    internal async Task<string> FingerprintAsync(BatchName batch, CancellationToken cancellationToken) =>
        Fingerprint(await ReadShardsAsync(batch, item => $"{item["outcome"].S} {item["at"].S}", ["outcome", "at"], cancellationToken));

    /// <param name="entries">As <see cref="ListAsync"/> lists them.</param>
    /// <returns>Another one whenever something was said or taken back: what is said later of the same version has a later time.</returns>
    internal static string Fingerprint(IEnumerable<TruthEntry> entries) =>
        Fingerprint(entries.Select(entry => $"{PredictionKeys.TruthPlace(entry)} {PredictionItem.Format(entry.Truth!.At)}"));

    private async Task<bool> HoldsAsync(TruthEntry entry, CancellationToken cancellationToken) => entry.Truth is { } truth
        && await FindAsync(entry.Bucket, entry.Key, entry.Version, cancellationToken) is { } now && now.Labels.SequenceEqual(truth.Labels);

    private static string Fingerprint(IEnumerable<string> said)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var one in said)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(one + '\n'));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private async Task<IEnumerable<T>> ReadShardsAsync<T>(
        BatchName batch, Func<Dictionary<string, AttributeValue>, T> select, string[] attributes, CancellationToken cancellationToken)
    {
        var shards = await Task.WhenAll(Enumerable.Range(0, PredictionKeys.Shards).Select(async shard =>
        {
            var request = IndexRange.Outcomes.Query(table.Name, PredictionKeys.TruthShard(batch, shard));
            (request.ProjectionExpression, request.ExpressionAttributeNames) = PredictionTable.Project(attributes);
            return await table.ReadAllAsync(request, cancellationToken).Select(select).ToListAsync(cancellationToken);
        }));
        return shards.SelectMany(shard => shard);
    }

    private static Dictionary<string, AttributeValue> KeyOf(Prediction prediction) =>
        PredictionKeys.Of(PredictionKeys.Truth(prediction.Bucket, prediction.Key), TruthEntry.VersionOf(prediction.Version));
}
