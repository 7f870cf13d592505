using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;
using ImageClassification.Predictions;

namespace ImageClassification.Batches;

/// <summary>
/// Says that a batch is changing before it is: <see cref="BatchModel.ChangedAt"/>. Every write of this process follows a marker
/// of its own by at most <see cref="Interval"/> and the time that the write takes.
/// </summary>
internal sealed class BatchMarkers(PredictionTable table)
{
    /// <summary>For how long one marker serves a process.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly BatchNotes _notes = new(table);
    private readonly RecentTasks<(BatchName Batch, ModelVersion Model, bool Deletes), Task> _marked = new(Interval, table.Time);
    private readonly RecentTasks<(BatchName Batch, ModelVersion Model), Task> _announced = new(TimeSpan.MaxValue, table.Time);

    /// <summary>
    /// Says once that this process may write the batch's predictions by the model version. To be called, and awaited, before an object
    /// is looked at: a model announced after a deletion has read the announcements also reads the object after it, and finds it gone.
    /// </summary>
    public Task AnnounceAsync(BatchName batch, ModelIdentity model) => _announced.RunAsync(
        (batch, model.NameAndVersion()),
        (_, _) => table.Client.UpdateItemAsync(
            table.Update(
                batch, PredictionKeys.Announced + model.NameAndVersion(), "SET manifest = :manifest",
                new() { [":manifest"] = PredictionItem.Text(model.ManifestHash) }),
            CancellationToken.None));

    /// <returns>All that were announced, of any process.</returns>
    public async Task<IEnumerable<ModelIdentity>> AnnouncedAsync(BatchName batch, CancellationToken cancellationToken)
    {
        var found = await table.Client.QueryAsync(
            PredictionKeys.Beginning(table.Name, PredictionKeys.Batch(batch), PredictionKeys.Announced), cancellationToken);
        return (found.Items ?? []).Select(item =>
        {
            var model = ModelVersion.Parse(item["sk"].S[PredictionKeys.Announced.Length..]);
            return new ModelIdentity(model.Name, model.Version, item["manifest"].S);
        });
    }

    /// <summary>To be called, and awaited, before each write. Not cancelled: other writes wait for it too.</summary>
    public Task MarkAsync(Prediction prediction)
    {
        var (batch, model, deletes) = (prediction.Batch, prediction.Model.NameAndVersion(), prediction.Status == PredictionStatus.Deleted);

        // A deletion marks existing predictions. Without any, it changes no count, or another writer's marker comes later.
        return _marked.RunAsync(
            (batch, model, deletes),
            (now, isKnown) => isKnown || deletes ? table.TryUpdateAsync(Move(batch, model, now), CancellationToken.None) : MeetAsync(batch, model, now));
    }

    /// <summary>Once for each batch and model version that this process sees: going back to an older version counts too.</summary>
    private async Task MeetAsync(BatchName batch, ModelVersion model, DateTimeOffset now)
    {
        const string Meet = "metAt = :now, startedAt = if_not_exists(startedAt, :now)";
        await _notes.MeetAsync(batch, CancellationToken.None);
        var request = Move(batch, model, now);
        request.UpdateExpression += ", " + Meet;
        request.ConditionExpression += " OR attribute_not_exists(changedAt)";
        if (!await table.TryUpdateAsync(request, CancellationToken.None))
        {
            await table.Client.UpdateItemAsync(table.Update(batch, model, "SET " + Meet, request.ExpressionAttributeValues), CancellationToken.None);
        }
    }

    /// <summary>Never backwards: a clock or a request may be late, and concurrent writes must not look old.</summary>
    private UpdateItemRequest Move(BatchName batch, ModelVersion model, DateTimeOffset now)
    {
        var values = new Dictionary<string, AttributeValue> { [":now"] = PredictionItem.Text(PredictionItem.Format(now)) };
        var request = table.Update(batch, model, "SET changedAt = :now", values);
        request.ConditionExpression = "changedAt < :now";
        return request;
    }
}
