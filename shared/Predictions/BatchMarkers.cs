using System.Collections.Concurrent;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>
/// Says that a batch is changing before it is: <see cref="BatchModel.ChangedAt"/>. Every write of this process follows a marker
/// of its own by at most <see cref="Interval"/> and the time that the write takes.
/// </summary>
internal sealed class BatchMarkers(IAmazonDynamoDB dynamoDb, string tableName, TimeProvider time)
{
    /// <summary>For how long one marker serves a process.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly BatchWriter _batches = new(dynamoDb, tableName, time);
    private readonly ConcurrentDictionary<(string Batch, string Model, bool Deletes), DateTimeOffset> _marked = new();

    /// <summary>To be called, and awaited, before each write.</summary>
    public async Task MarkAsync(Prediction prediction, CancellationToken cancellationToken)
    {
        var deletes = prediction.Status == PredictionStatus.Deleted;
        var key = (prediction.Batch, Model: prediction.Model.NameAndVersion(), deletes);
        var now = time.GetUtcNow();
        var known = _marked.TryGetValue(key, out var last);
        if (known && now >= last && now - last < Interval)
        {
            return;
        }

        if (known || deletes)
        {
            // A deletion marks what there is. Where there is nothing, it changes no count, or somebody else's marker comes later.
            await BatchItem.TryAsync(dynamoDb, Move(key.Batch, key.Model, now), cancellationToken);
        }
        else
        {
            await MeetAsync(key.Batch, key.Model, now, cancellationToken);
        }

        _marked[key] = now;
    }

    /// <summary>Once for each batch and model version that this process meets: going back to an older version counts too.</summary>
    private async Task MeetAsync(string batch, string model, DateTimeOffset now, CancellationToken cancellationToken)
    {
        const string Meet = "metAt = :now, startedAt = if_not_exists(startedAt, :now)";
        await _batches.MeetAsync(batch, cancellationToken);
        var request = Move(batch, model, now);
        request.UpdateExpression += ", " + Meet;
        request.ConditionExpression += " OR attribute_not_exists(changedAt)";
        if (!await BatchItem.TryAsync(dynamoDb, request, cancellationToken))
        {
            await dynamoDb.UpdateItemAsync(BatchItem.Update(tableName, batch, model, "SET " + Meet, request.ExpressionAttributeValues), cancellationToken);
        }
    }

    /// <summary>Never backwards: a clock or a request may be late, and what others write meanwhile must not look old.</summary>
    private UpdateItemRequest Move(string batch, string model, DateTimeOffset now)
    {
        var values = new Dictionary<string, AttributeValue> { [":now"] = PredictionItem.Text(PredictionItem.Format(now)) };
        var request = BatchItem.Update(tableName, batch, model, "SET changedAt = :now", values);
        request.ConditionExpression = "changedAt < :now";
        return request;
    }
}
