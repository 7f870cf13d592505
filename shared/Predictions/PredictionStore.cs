using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>Writes predictions, and finds those of one object. Does not update their batches. Thread-safe.</summary>
public sealed class PredictionStore(PredictionTable table)
{
    /// <summary>How long a deletion is remembered: longer than any message about an older version can still arrive.</summary>
    private static readonly TimeSpan TombstoneLifetime = TimeSpan.FromDays(30);

    /// <summary>Writes the prediction, unless the table holds the same or a newer version of the object.</summary>
    public async Task<WriteOutcome> WriteAsync(Prediction prediction, CancellationToken cancellationToken)
    {
        var item = PredictionItem.From(prediction);
        if (prediction.Status == PredictionStatus.Deleted)
        {
            var expiry = table.Time.GetUtcNow() + TombstoneLifetime;
            item["expiresAt"] = PredictionItem.Number(expiry.ToUnixTimeSeconds());
        }

        var request = new PutItemRequest { TableName = table.Name, Item = item };
        WriteCondition.Apply(prediction, request);
        if (await table.TryPutAsync(request, cancellationToken))
        {
            return WriteOutcome.Written;
        }

        var found = await table.Client.QueryAsync(PredictionKeys.Partition(table.Name, item["pk"].S), cancellationToken);
        var stored = found.Items?.Find(each => each["sk"].S == item["sk"].S) is { } other ? PredictionItem.To(other) : null;

        // The condition failed though it holds now: the table is changing, and the next read shows the result.
        if (stored is null || Precedence.Of(prediction, stored) != WriteOutcome.Superseded)
        {
            return WriteOutcome.Unordered;
        }

        // A classification holds for the newer event, too: the deletion between the two may be written after both.
        return Precedence.Confirms(prediction, stored)
            && await WriteAsync(stored with { Version = prediction.Version, LookedAt = prediction.LookedAt, PredictedAt = prediction.PredictedAt },
                cancellationToken) == WriteOutcome.Unordered
            ? WriteOutcome.Unordered
            : WriteOutcome.Superseded;
    }

    /// <summary>Gives the failure of this code that this work item left another message. Nothing else changes, and no other prediction.</summary>
    public Task ExplainAsync(WorkItem.Classify item, ModelIdentity model, PredictionError error, CancellationToken cancellationToken) =>
        table.TryUpdateAsync(
            new UpdateItemRequest
            {
                TableName = table.Name,
                Key = PredictionKeys.Of(PredictionKeys.Object(item.Bucket, item.Key), model.NameAndVersion()),
                UpdateExpression = "SET #message = :message",
                ConditionExpression = "#code = :code AND #trace = :trace",
                ExpressionAttributeNames = new() { ["#message"] = "message", ["#code"] = "code", ["#trace"] = "trace" },
                ExpressionAttributeValues = new()
                {
                    [":message"] = PredictionItem.Text(error.Message),
                    [":code"] = PredictionItem.Text(error.Code),
                    [":trace"] = PredictionItem.Text(item.TraceId ?? ""),
                },
            },
            cancellationToken);

    /// <summary>
    /// The object's predictions and tombstones, one for each model version: of the object's newest version first, and of those
    /// the latest made first.
    /// </summary>
    public async Task<IReadOnlyList<Prediction>> FindAsync(string bucket, ObjectKey key, CancellationToken cancellationToken)
    {
        var response = await table.Client.QueryAsync(PredictionKeys.Partition(table.Name, PredictionKeys.Object(bucket, key)), cancellationToken);
        var found = (response.Items ?? []).ConvertAll(PredictionItem.To);
        return [.. found.OrderDescending(Comparer<Prediction>.Create(Compare))];

        // A look has no sequencer: what another model's prediction of the same content has from its event counts for it.
        int Compare(Prediction one, Prediction other) => (SequencerOf(one), SequencerOf(other)) is ({ } first, { } second) && first != second
            ? string.CompareOrdinal(first.ToString(), second.ToString())
            : one.PredictedAt.CompareTo(other.PredictedAt);

        Sequencer? SequencerOf(Prediction prediction) => prediction.Version.Sequencer ?? found
            .Find(other => other.Version is { Sequencer: not null, ETag: { } eTag } && eTag == prediction.Version.ETag)?.Version.Sequencer;
    }
}
