using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;
using ImageClassification.Predictions;

namespace ImageClassification.Batches;

/// <summary>The table's entries about a batch besides its predictions, one by one: its declaration, its checks and its completion.</summary>
internal sealed class BatchNotes(PredictionTable table)
{
    private const string Create =
        "createdAt = if_not_exists(createdAt, :now), batchShard = :batches, outcome = if_not_exists(outcome, :created), #batch = :batch";

    /// <summary>Declares a batch, in place of what was declared of it before. With another expected number, a complete one is open again.</summary>
    /// <returns>Whether the batch is new.</returns>
    public async Task<bool> DeclareAsync(BatchName batch, BatchDeclaration declaration, CancellationToken cancellationToken)
    {
        try
        {
            return await DeclareAsync(batch, declaration, reopen: false, cancellationToken);
        }
        catch (ConditionalCheckFailedException)
        {
            return await DeclareAsync(batch, declaration, reopen: true, cancellationToken);
        }
    }

    /// <summary>Notes for when the last check for completion was sent.</summary>
    public Task CheckSentAsync(BatchName batch, DateTimeOffset at, CancellationToken cancellationToken) =>
        table.Client.UpdateItemAsync(Update(batch, "SET checkAt = :at", Values(":at", at)), cancellationToken);

    /// <summary>Marks a batch as complete, unless it is, or something else is expected by now.</summary>
    /// <returns>Whether this call did: of many, one.</returns>
    public async Task<bool> CompleteAsync(BatchName batch, int expected, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var request = Update(batch, "SET completedAt = :at", Values(":at", at));
        request.ConditionExpression = "attribute_not_exists(completedAt) AND expected = :expected";
        request.ExpressionAttributeValues[":expected"] = Number(expected);
        return await table.TryUpdateAsync(request, cancellationToken);
    }

    /// <summary>Notes that the message of this completion was sent.</summary>
    public Task CompletionSentAsync(BatchName batch, DateTimeOffset completedAt, CancellationToken cancellationToken)
    {
        var request = Update(batch, "SET completionSentAt = :now", Values(":now", table.Time.GetUtcNow()));
        request.ConditionExpression = "completedAt = :at"; // it may be open again
        request.ExpressionAttributeValues[":at"] = Text(completedAt);
        return table.TryUpdateAsync(request, cancellationToken);
    }

    /// <summary>Has the model version answer for the batch, unless something else was chosen later.</summary>
    /// <param name="batch">Its name.</param>
    /// <param name="model">One that has classified images of the batch.</param>
    /// <param name="at">When it was chosen: requests may come twice and in any order.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>Whether it does.</returns>
    public Task<bool> ChooseAsync(BatchName batch, ModelVersion model, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var request = Update(batch, "SET #current = :model, currentAt = :at", Values(":at", at));
        request.ConditionExpression = "attribute_not_exists(currentAt) OR currentAt <= :at";
        request.ExpressionAttributeNames = new() { ["#current"] = "current" };
        request.ExpressionAttributeValues[":model"] = PredictionItem.Text(model);
        return table.TryUpdateAsync(request, cancellationToken);
    }

    /// <summary>
    /// Marks the batch's truths as changing. Before the writes, so that none is counted under an older marker, and
    /// after them, so that counts made meanwhile are not reused.
    /// </summary>
    public Task TruthChangesAsync(BatchName batch, CancellationToken cancellationToken)
    {
        var marker = $"{PredictionItem.Format(table.Time.GetUtcNow())} {Guid.NewGuid():N}";
        var request = Update(batch, "SET truths = :marker", new() { [":marker"] = PredictionItem.Text(marker) });
        request.ConditionExpression = "attribute_exists(pk)"; // no batch comes into being by it
        return table.TryUpdateAsync(request, cancellationToken);
    }

    /// <summary>Makes a batch known and listed, if it is not.</summary>
    public Task MeetAsync(BatchName batch, CancellationToken cancellationToken) =>
        table.Client.UpdateItemAsync(Creation(batch, $"SET {Create} REMOVE deletedAt"), cancellationToken);

    /// <summary>Clears what was declared of a batch whose images are deleted, and no longer lists it.</summary>
    public Task DeletedAsync(BatchName batch, CancellationToken cancellationToken)
    {
        const string Declared = "expected, note, model, completedAt, completionSentAt";
        var request = Update(batch, "SET deletedAt = :at REMOVE batchShard, " + Declared, Values(":at", table.Time.GetUtcNow()));
        request.ConditionExpression = "attribute_exists(pk)";
        return table.TryUpdateAsync(request, cancellationToken);
    }

    private async Task<bool> DeclareAsync(BatchName batch, BatchDeclaration declaration, bool reopen, CancellationToken cancellationToken)
    {
        Dictionary<string, AttributeValue?> fields = new()
        {
            ["expected"] = declaration.Expected is { } expected ? Number(expected) : null,
            ["note"] = declaration.Note is { } note ? PredictionItem.Text(note) : null,
            ["model"] = declaration.Model is { } model ? PredictionItem.Text(model) : null,
        };
        var removed = fields.Where(field => field.Value is null).Select(field => field.Key).Concat(reopen ? ["completedAt", "completionSentAt"] : [])
            .Append("deletedAt").ToList();
        var kept = fields.Where(field => field.Value is not null).ToList();
        var request = Creation(
            batch,
            $"SET {string.Join(", ", kept.Select(field => $"{field.Key} = :{field.Key}").Prepend(Create))}"
                + $" REMOVE {string.Join(", ", removed)}");
        foreach (var (name, value) in kept)
        {
            request.ExpressionAttributeValues[":" + name] = value;
        }

        if (!reopen)
        {
            request.ConditionExpression = "attribute_not_exists(completedAt) OR "
                + (declaration.Expected is null ? "attribute_not_exists(expected)" : "expected = :expected");
        }

        request.ReturnValues = ReturnValue.ALL_OLD;
        var old = await table.Client.UpdateItemAsync(request, cancellationToken);
        return old.Attributes is null or { Count: 0 };
    }

    private UpdateItemRequest Creation(BatchName batch, string expression)
    {
        var now = table.Time.GetUtcNow();
        var request = Update(batch, expression, Values(":now", now));
        request.ExpressionAttributeNames = new() { ["#batch"] = "batch" };
        request.ExpressionAttributeValues[":batch"] = PredictionItem.Text(batch);
        request.ExpressionAttributeValues[":batches"] = PredictionItem.Text(PredictionKeys.Batches);
        request.ExpressionAttributeValues[":created"] = PredictionItem.Text(PredictionKeys.Created(batch, now));
        return request;
    }

    private UpdateItemRequest Update(BatchName batch, string expression, Dictionary<string, AttributeValue> values) =>
        table.Update(batch, PredictionKeys.Declaration, expression, values);

    private static Dictionary<string, AttributeValue> Values(string name, DateTimeOffset time) => new() { [name] = Text(time) };

    private static AttributeValue Text(DateTimeOffset time) => PredictionItem.Text(PredictionItem.Format(time));

    private static AttributeValue Number(int value) => new() { N = value.ToString(CultureInfo.InvariantCulture) };
}
