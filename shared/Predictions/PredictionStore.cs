using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>Writes predictions, and finds those of one object. Safe for use by several threads.</summary>
public sealed class PredictionStore(IAmazonDynamoDB dynamoDb, string tableName, TimeProvider time)
{
    /// <summary>How long a deletion is remembered: longer than any message about an older version can still arrive.</summary>
    private static readonly TimeSpan TombstoneLifetime = TimeSpan.FromDays(30);

    private readonly BatchMarkers _markers = new(dynamoDb, tableName, time);

    /// <summary>Writes the prediction, unless the table holds the same or a newer version of the object.</summary>
    public async Task<WriteOutcome> WriteAsync(Prediction prediction, CancellationToken cancellationToken)
    {
        await _markers.MarkAsync(prediction);
        var item = PredictionItem.From(prediction);
        if (prediction.Status == PredictionStatus.Deleted)
        {
            var expiry = time.GetUtcNow() + TombstoneLifetime;
            item["expiresAt"] = PredictionItem.Number(expiry.ToUnixTimeSeconds());
        }

        var request = new PutItemRequest { TableName = tableName, Item = item };
        WriteCondition.Apply(prediction, request);
        try
        {
            await dynamoDb.PutItemAsync(request, cancellationToken);
            return WriteOutcome.Written;
        }
        catch (ConditionalCheckFailedException)
        {
            return WriteOutcome.Superseded;
        }
    }

    /// <summary>
    /// Leaves a tombstone for the object: in place of every model version's prediction, and for the model given also
    /// where there is none, because the deletion may arrive before what it deletes.
    /// </summary>
    public async Task<WriteOutcome> WriteDeletionAsync(
        string bucket, ObjectKey key, ObjectVersion version, ModelIdentity model, string? traceId, CancellationToken cancellationToken)
    {
        var known = await FindAsync(bucket, key, cancellationToken);
        var models = known.Select(prediction => prediction.Model).Append(model).DistinctBy(each => each.NameAndVersion());
        var outcome = WriteOutcome.Superseded;
        foreach (var each in models)
        {
            var tombstone = new Prediction
            {
                Bucket = bucket,
                Key = key,
                Status = PredictionStatus.Deleted,
                Model = each,
                Version = version,
                PredictedAt = time.GetUtcNow(),
                TraceId = traceId,
            };
            if (await WriteAsync(tombstone, cancellationToken) == WriteOutcome.Written)
            {
                outcome = WriteOutcome.Written;
            }
        }

        return outcome;
    }

    /// <summary>
    /// The object's predictions and tombstones, one for each model version: of the object's newest version first, and of those
    /// the latest made first.
    /// </summary>
    public async Task<IReadOnlyList<Prediction>> FindAsync(string bucket, ObjectKey key, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.QueryAsync(PredictionKeys.Partition(tableName, PredictionKeys.Object(bucket, key)), cancellationToken);
        var found = (response.Items ?? []).ConvertAll(PredictionItem.To);
        return [.. found
            .OrderByDescending(prediction => Order(prediction)?.ToString(), StringComparer.Ordinal)
            .ThenByDescending(prediction => Order(prediction) is null ? prediction.Version.EventTime : default)
            .ThenByDescending(prediction => prediction.PredictedAt)];

        // A listing has no sequencer: what another model's prediction of the same content has from its event counts for it.
        Sequencer? Order(Prediction prediction) => prediction.Version.Sequencer ?? found
            .Find(other => other.Version is { Sequencer: not null, ETag: { } eTag } && eTag == prediction.Version.ETag)?.Version.Sequencer;
    }
}
