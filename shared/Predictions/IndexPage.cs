using Amazon.DynamoDBv2.Model;

namespace ImageClassification.Predictions;

/// <summary>The result of one request to one shard.</summary>
/// <param name="Items">By position, without those that do not fit the filter.</param>
/// <param name="End">The last position that was read; null if the shard has no more.</param>
internal sealed record IndexPage(IReadOnlyList<(string Position, Dictionary<string, AttributeValue> Item)> Items, string? End)
{
    /// <returns>The first items of all shards in one order, and the position after which the next page begins; null on the last.</returns>
    public static (IReadOnlyList<Dictionary<string, AttributeValue>> Items, string? Next) Merge(
        IReadOnlyCollection<IndexPage> shards, int limit, bool descending)
    {
        var sign = descending ? -1 : 1;
        var order = Comparer<string>.Create((left, right) => sign * string.CompareOrdinal(left, right));

        // Behind the end of the shard that was read least far, another page may have something to put between.
        var end = shards.Select(shard => shard.End).OfType<string>().Order(order).FirstOrDefault();
        var items = shards.SelectMany(shard => shard.Items)
            .Where(item => end is null || order.Compare(item.Position, end) <= 0)
            .OrderBy(item => item.Position, order)
            .Take(limit + 1)
            .ToList();
        var page = items.Take(limit).ToList();
        return (page.ConvertAll(item => item.Item), items.Count > limit ? page[^1].Position : end);
    }
}
