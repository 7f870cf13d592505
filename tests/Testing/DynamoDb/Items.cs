using Amazon.DynamoDBv2.Model;

namespace ImageClassification.Testing;

/// <summary>The table's items by partition, and by the shard that its indexes have in common.</summary>
internal sealed class Items
{
    private static readonly Dictionary<string, AttributeValue>[] None = [];

    private readonly Dictionary<string, SortedList<string, Dictionary<string, AttributeValue>>> _partitions = [];
    private readonly Dictionary<string, Dictionary<(string Pk, string Sk), Dictionary<string, AttributeValue>>> _shards = [];

    public IEnumerable<Dictionary<string, AttributeValue>> All => _partitions.Values.SelectMany(partition => partition.Values);

    public Dictionary<string, AttributeValue>? Find(Dictionary<string, AttributeValue> key) =>
        _partitions.TryGetValue(key["pk"].S, out var partition) ? partition.GetValueOrDefault(key["sk"].S) : null;

    public void Put(Dictionary<string, AttributeValue> item)
    {
        var (pk, sk) = (item["pk"].S, item["sk"].S);
        if (!_partitions.TryGetValue(pk, out var partition))
        {
            _partitions[pk] = partition = new(StringComparer.Ordinal);
        }

        if (partition.TryGetValue(sk, out var old) && old.TryGetValue("batchShard", out var shard))
        {
            _shards[shard.S].Remove((pk, sk));
        }

        partition[sk] = item;
        if (item.TryGetValue("batchShard", out shard))
        {
            if (!_shards.TryGetValue(shard.S, out var items))
            {
                _shards[shard.S] = items = [];
            }

            items[(pk, sk)] = item;
        }
    }

    /// <returns>What lies under one key of the table, or of an index, by the sort key.</returns>
    public IEnumerable<Dictionary<string, AttributeValue>> Under(string hash, string? indexSortKey) => indexSortKey is null
        ? _partitions.TryGetValue(hash, out var partition) ? partition.Values : None
        : _shards.TryGetValue(hash, out var shard)
            ? shard.Values.Where(item => item.ContainsKey(indexSortKey)).OrderBy(item => item[indexSortKey].S, StringComparer.Ordinal)
        : None;

    public void Clear()
    {
        _partitions.Clear();
        _shards.Clear();
    }
}
