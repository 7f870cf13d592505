using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>Finds batches, and lists their predictions, all shards at a time. Safe for use by several threads.</summary>
public sealed class BatchReader(PredictionTable table)
{
    /// <summary>The most items of a shard that a page reads.</summary>
    private const int MostLookedAt = 500;

    /// <summary>How often a page that is not full reads on, where it looks for what is missing, or checks each prediction.</summary>
    private const int MostReads = 4;

    private readonly TruthStore _truths = new(table);

    /// <returns>Null for a batch that nothing is known of.</returns>
    public async Task<BatchState?> FindAsync(BatchName batch, CancellationToken cancellationToken)
    {
        var request = PredictionKeys.Partition(table.Name, PredictionKeys.Batch(batch), before: PredictionKeys.Counts);
        return BatchItem.ToState((await table.Client.QueryAsync(request, cancellationToken)).Items ?? []);
    }

    /// <param name="limit">The most to return.</param>
    /// <param name="cursor">From the page before; null begins.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidCursorException">The cursor is not of this list.</exception>
    public async Task<BatchEntryPage> ListBatchesAsync(int limit, string? cursor, CancellationToken cancellationToken)
    {
        var after = Cursor.Read(PredictionKeys.Batches, cursor);
        var page = await ReadAsync(
            PredictionKeys.Batches, IndexRange.Outcomes, after, limit, new() { Batch = BatchName.Default, Limit = limit }, cancellationToken);
        var (items, next) = IndexPage.Merge([page], limit, descending: true);
        return new BatchEntryPage([.. items.Select(BatchItem.ToEntry)], next is null ? null : Cursor.Write(PredictionKeys.Batches, next));
    }

    /// <returns>Null for a batch that nothing is known of, or not from the filter's model version.</returns>
    /// <exception cref="InvalidCursorException">The filter's cursor is not of this query.</exception>
    public async Task<PredictionPage?> ListAsync(BatchFilter filter, CancellationToken cancellationToken)
    {
        // The cursor keeps the first page's model version, because another one may be made current before the last, and behind it whose
        // predictions are listed, where those tell what is missing.
        var query = Cursor.QueryOf(filter);
        var cursor = Cursor.Read(query, filter.Cursor)?.Split('\n');
        var asked = cursor is null ? filter.Model : VersionOf(cursor.ElementAtOrDefault(1));
        var state = await FindAsync(filter.Batch, cancellationToken);
        if (state?.Find(asked) is not { } model)
        {
            return state is null || asked is not null ? null : new PredictionPage([], null);
        }

        var versions = (filter.Status == PredictionStatus.Missing ? [] : new[] { model }).Concat(filter.ListsMissing ? state.Others(model) : [])
            .Select(each => each.Version).ToList();
        var at = cursor is null ? 0 : versions.IndexOf(cursor is [_, _, var other] ? VersionOf(other) : model.Version);
        var (position, found) = (cursor is [{ Length: > 0 } start, ..] ? start : null, new List<Prediction>());
        for (var reads = 0; at >= 0 && at < versions.Count && found.Count < filter.Limit && reads < MostReads; reads++)
        {
            var (isOwn, left) = (versions[at] == model.Version, filter.Limit - found.Count);
            var most = filter.IsChecked ? Math.Max(left, MostLookedAt) : left;
            var (items, next) = await ReadAsync(filter with { Limit = most, Status = isOwn ? filter.Status : null }, versions[at], position, cancellationToken);
            var listed = items.Select(item => item.Prediction);
            var unsaid = isOwn ? [.. listed] : await MissingAsync(listed, versions.Take(at).Prepend(model.Version), cancellationToken);
            var said = state.TruthMarker is null ? unsaid : await _truths.AttachAsync(unsaid, cancellationToken);
            var fitting = said.Where(prediction => Fits(prediction, filter)).ToList();
            found.AddRange(fitting.Take(left));
            next = fitting.Count > left ? items.First(item => NameOf(item.Prediction) == NameOf(found[^1])).Position : next;
            (position, at) = next is null ? (null, at + 1) : (next, at);
            if (isOwn && next is not null && (!filter.IsChecked || filter.Prefix is not null))
            {
                break;
            }
        }

        return at < 0 ? throw new InvalidCursorException()
            : new PredictionPage(found, at == versions.Count ? null : Cursor.Write(query, $"{position}\n{model.Version}\n{versions[at]}"));
    }

    /// <param name="objects">Name the objects.</param>
    /// <param name="modelVersion">Whose predictions.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The model version's predictions by object, without tombstones; objects that it has not seen are missing.</returns>
    public async Task<IReadOnlyDictionary<(string Bucket, ObjectKey Key), Prediction>> FindAsync(
        IEnumerable<Prediction> objects, ModelVersion modelVersion, CancellationToken cancellationToken)
    {
        var keys = objects.Select(each => PredictionKeys.Of(PredictionKeys.Object(each.Bucket, each.Key), modelVersion));
        var found = (await table.GetAsync(keys, cancellationToken)).Values.Select(PredictionItem.To);
        return found.Where(prediction => prediction.Status != PredictionStatus.Deleted).ToDictionary(NameOf);
    }

    /// <param name="objects">By <see cref="PredictionKeys.Object"/>.</param>
    /// <param name="modelVersion">Whose labels.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The labels that the model version gave, and its tombstones, by object.</returns>
    internal async Task<Dictionary<string, LabelItem>> FindLabelsAsync(
        IEnumerable<string> objects, ModelVersion modelVersion, CancellationToken cancellationToken)
    {
        var found = await table.GetAsync(objects.Select(each => PredictionKeys.Of(each, modelVersion)), cancellationToken, LabelItem.Attributes);
        return found.ToDictionary(pair => pair.Key, pair => LabelItem.To(pair.Value));
    }

    private static bool Fits(Prediction prediction, BatchFilter filter) => Differs(prediction, filter.Differs)
        && (filter.Truth is not { } wanted || (prediction is { Label: not null, Truth: { } truth }
            && (filter.Differs == Dispute.Truth ? truth.Labels.FirstOrDefault(ScoredLabel.Unknown) == wanted : truth.Agrees(wanted))));

    private static bool Differs(Prediction prediction, Dispute? dispute) => dispute switch
    {
        Dispute.Truth => prediction.Agrees == false,
        Dispute.Folder => prediction is { Label: { } label, Key.Folder: { } folder } && label != folder,
        _ => true,
    };

    /// <summary>Two buckets may have the same key, where the stack's bucket was replaced.</summary>
    private static (string Bucket, ObjectKey Key) NameOf(Prediction prediction) => (prediction.Bucket, prediction.Key);

    private static ModelVersion VersionOf(string? text) => ModelVersion.From(text) ?? throw new InvalidCursorException();

    private async Task<(IReadOnlyList<(string Position, Prediction Prediction)> Items, string? Next)> ReadAsync(
        BatchFilter filter, ModelVersion model, string? after, CancellationToken cancellationToken)
    {
        var range = IndexRange.For(filter);
        var shards = await Task.WhenAll(Enumerable.Range(0, PredictionKeys.Shards).Select(
            shard => ReadAsync(PredictionKeys.Shard(filter.Batch, model, shard), range, after, Share(filter), filter, cancellationToken)));
        var (items, next) = IndexPage.Merge(shards, filter.Limit, filter.Descending);
        var whole = range.Index == IndexRange.Outcomes.Index ? items : await CompleteAsync(items, cancellationToken);
        return ([.. whole.Select(item => (item[range.SortKey].S, PredictionItem.To(item)))], next);
    }

    /// <summary>The images that none of the versions has classified, without the labels and errors that other versions gave them.</summary>
    private async Task<IReadOnlyList<Prediction>> MissingAsync(
        IEnumerable<Prediction> items, IEnumerable<ModelVersion> versions, CancellationToken cancellationToken)
    {
        var left = items.ToList();
        foreach (var version in versions.Distinct())
        {
            var seen = await FindAsync(left, version, cancellationToken);
            left.RemoveAll(item => seen.ContainsKey(NameOf(item)));
        }

        return left.ConvertAll(item => item with { Status = PredictionStatus.Missing, Labels = [], IsMultiLabel = false, Error = null, Times = null, TraceId = null });
    }

    /// <summary>How much of each shard a page looks at: an even share, plus enough that a page rarely falls short of its limit.</summary>
    private static int Share(BatchFilter filter)
    {
        var even = (double)filter.Limit / PredictionKeys.Shards;
        var enough = (int)Math.Ceiling(even + (4 * Math.Sqrt(even))); // four standard deviations
        return filter.Prefix is null ? Math.Min(enough, filter.Limit) : MostLookedAt;
    }

    /// <summary>The part of a shard that a page reads, in one request.</summary>
    private async Task<IndexPage> ReadAsync(
        string shard, IndexRange range, string? after, int share, BatchFilter filter, CancellationToken cancellationToken)
    {
        var request = (after is null ? range : range.From(after, filter.Descending)).Query(table.Name, shard);
        request.ScanIndexForward = !filter.Descending;
        request.Limit = Math.Min(share + 2, MostLookedAt); // one may be the previous page's last, one shows whether there are more
        if (filter.Prefix is { } prefix)
        {
            request.FilterExpression = "begins_with(#key, :prefix)";
            request.ExpressionAttributeNames = new() { ["#key"] = "key" };
            request.ExpressionAttributeValues[":prefix"] = PredictionItem.Text(prefix);
        }

        var response = await table.Client.QueryAsync(request, cancellationToken);
        var items = (response.Items ?? []).Select(item => (Position: item[range.SortKey].S, Item: item)).Where(item => item.Position != after);
        return new IndexPage([.. items], response.LastEvaluatedKey?.GetValueOrDefault(range.SortKey)?.S);
    }

    /// <summary>The complete items of an index that has only their keys, without those that have changed.</summary>
    private async Task<IEnumerable<Dictionary<string, AttributeValue>>> CompleteAsync(
        IReadOnlyCollection<Dictionary<string, AttributeValue>> keys, CancellationToken cancellationToken)
    {
        var found = await table.GetAsync(keys.Select(key => PredictionKeys.Of(key["pk"].S, key["sk"].S)), cancellationToken);
        return keys.Select(key => (Key: key, Item: found.GetValueOrDefault(key["pk"].S)))
            .Where(pair => pair.Item?.GetValueOrDefault("doubt")?.S == pair.Key["doubt"].S)
            .Select(pair => pair.Item!);
    }
}
