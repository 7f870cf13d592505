using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;
using ImageClassification.Predictions;

namespace ImageClassification.Batches;

/// <summary>Counts a batch only when the last counts are out of date. docs/decisions/0006-batch-snapshots.md has the reasons.</summary>
internal sealed class BatchSnapshots(PredictionTable table, TimeSpan quiet)
{
    /// <summary>How old an answer may be while the batch changes.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromSeconds(5);

    /// <summary>An answer serves for this many times as long as it took to count: small batches are always counted.</summary>
    private const int Worth = 10;

    /// <summary>Longer snapshots are not stored: an item has 400 KB at most. That is about 5,000 labels.</summary>
    private const int LongestText = 300_000;

    private readonly BatchCounter _counter = new(table);

    /// <summary>Whether the marker is so old that every write under it is done and seen.</summary>
    public bool IsQuiet(BatchModel model) => table.Time.GetUtcNow() - model.ChangedAt > quiet;

    /// <param name="state">Of the batch, as read before this call.</param>
    /// <param name="model">One of the state's.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What was written before that time is counted.</returns>
    public async Task<(BatchCounts Counts, DateTimeOffset At)> CountAsync(BatchState state, BatchModel model, CancellationToken cancellationToken)
    {
        var batch = state.Entry.Batch;
        var others = state.Others(model);
        var marker = string.Join(' ', others.Prepend(model).Select(each => PredictionItem.Format(each.ChangedAt)));
        return await KeptAsync(
            batch,
            model.Version,
            "",
            marker,
            state.Models.All(IsQuiet),
            SnapshotJson.Default.BatchCounts,
            () => _counter.CountAsync(batch, model.Version, [.. others.Select(other => other.Version)], cancellationToken),
            cancellationToken);
    }

    /// <summary>The stored result while it is valid; otherwise computes it.</summary>
    /// <param name="batch">Its name.</param>
    /// <param name="what">Names it among the batch's.</param>
    /// <param name="scope">What else must be the same for an answer to serve while the batch runs.</param>
    /// <param name="marker">A new one after each change.</param>
    /// <param name="settled">Whether nothing is written under this marker any more.</param>
    /// <param name="type">How it is kept.</param>
    /// <param name="find">Finds it out.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="earlier">A marker under which the stored result may still hold, and whether it does: null, which serves it, while that is unknown.</param>
    public async Task<(T Value, DateTimeOffset At)> KeptAsync<T>(
        BatchName batch, string what, string scope, string marker, bool settled, JsonTypeInfo<T> type, Func<Task<T>> find, CancellationToken cancellationToken,
        (string Marker, Func<T, Task<bool?>> Holds)? earlier = null)
    {
        var key = PredictionKeys.Of(PredictionKeys.Batch(batch), PredictionKeys.Counts + what);
        var at = PredictionItem.ParseTime(PredictionItem.Format(table.Time.GetUtcNow())); // as the table keeps it: stored or not, the answer is the same
        T? last = default;
        if ((await table.Client.GetItemAsync(table.Name, key, cancellationToken)).Item is { Count: > 0 } stored)
        {
            var under = stored.GetValueOrDefault("marker")?.S;
            var isValid = under == marker || ((stored.GetValueOrDefault("scope")?.S ?? "") == scope && PredictionItem.ParseTime(stored["until"].S) > at);
            if (isValid || (under is not null && under == earlier?.Marker))
            {
                last = JsonSerializer.Deserialize(stored["counts"].S, type)!;
                var holds = isValid ? null : await earlier!.Value.Holds(last);
                if (holds is null)
                {
                    return (last, PredictionItem.ParseTime(stored["at"].S));
                }

                last = holds.Value ? last : default;
            }
        }

        var value = last ?? await find();
        var fresh = (table.Time.GetUtcNow() - at) * Worth;
        var text = JsonSerializer.Serialize(value, type);
        if ((settled || fresh > TimeSpan.FromSeconds(1)) && text.Length < LongestText)
        {
            key["counts"] = PredictionItem.Text(text);
            key["at"] = PredictionItem.Text(PredictionItem.Format(at));
            key["until"] = PredictionItem.Text(PredictionItem.Format(at + (settled ? TimeSpan.Zero : fresh < Oldest ? fresh : Oldest)));
            if (scope.Length > 0)
            {
                key["scope"] = PredictionItem.Text(scope);
            }

            if (settled)
            {
                key["marker"] = PredictionItem.Text(marker);
            }

            await table.Client.PutItemAsync(new PutItemRequest { TableName = table.Name, Item = key }, cancellationToken);
        }

        return (value, at);
    }
}
