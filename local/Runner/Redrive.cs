using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ImageClassification.Contracts;
using ImageClassification.Predictions;
using ImageClassification.Runner.Aws;
using ImageClassification.Runner.Events;
using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner;

/// <summary>
/// Resends failed work: messages of dead-letter queues, and events of on-failure queues.
/// A message is deleted only after it was sent; if that comes to two, the table's order makes the second harmless.
/// </summary>
public sealed class Redrive
{
    private const int BatchSize = 10;

    private readonly AwsClients _aws;
    private readonly Stack _stack;
    private readonly string _bucket;
    private readonly IReadOnlyList<PredictionStore> _stores;

    /// <param name="root">The folder of template.yaml.</param>
    /// <param name="bucket">Of the images; the template's own where null.</param>
    public Redrive(string root, AwsClients aws, string? bucket = null)
    {
        _aws = aws;
        _stack = TemplateReader.ReadLocal(root, new Dictionary<string, string>(), aws.Endpoints.Sqs);
        _bucket = bucket ?? _stack.ImageBucket;
        _stores = [.. _stack.Tables.Select(table => new PredictionStore(new(aws.DynamoDb, table.Name, TimeProvider.System)))];
    }

    /// <param name="code">
    /// Only the work items of objects whose latest prediction has this error code, or has none: what is here has exhausted its tries,
    /// also where these were lost outside the function, which then recorded nothing. Events stay: they have no prediction yet.
    /// </param>
    public async Task<RedriveResult> RunAsync(string? code, CancellationToken cancellationToken)
    {
        var result = new RedriveResult(0, 0, 0);
        foreach (var queue in _stack.Queues.Where(queue => queue.DeadLetterQueue is not null))
        {
            var (moved, left) = await MoveAsync(queue.DeadLetterQueue!, queue.Name, WorkItemAsync, cancellationToken);
            result = result with { WorkItems = result.WorkItems + moved, Left = result.Left + left };
        }

        foreach (var queue in _stack.Functions.Select(function => function.OnFailure).OfType<string>().Distinct())
        {
            var (moved, left) = await MoveAsync(queue, Provisioning.EventQueue.Name, EventAsync, cancellationToken);
            result = result with { Events = result.Events + moved, Left = result.Left + left };
        }

        return result;

        async Task<string?> WorkItemAsync(string body) =>
            WorkItemBody.Parse(body) is { } item && _bucket == item.Bucket
            && (code is null || (await CodeOfAsync(item, cancellationToken) ?? ErrorCode.RetriesExhausted) == code) ? body : null;

        Task<string?> EventAsync(string body) => Task.FromResult(code is null ? EventOf(body) : null);
    }

    /// <returns>The event of the images' bucket, in S3's or EventBridge's form; null for anything else.</returns>
    private string? EventOf(string body)
    {
        try
        {
            var message = JsonNode.Parse(body);
            var change = message?["requestPayload"] ?? message;
            var bucket = (change?["detail"] ?? change?["Records"]?[0]?["s3"])?["bucket"]?["name"];
            return (string?)bucket == _bucket ? change!.ToJsonString() : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            return null; // not JSON, or of another shape
        }
    }

    /// <param name="bodyAsync">Gets a message's body; returns what to send, or null where the message is to stay.</param>
    private async Task<(int Moved, int Left)> MoveAsync(
        string source, string target, Func<string, Task<string?>> bodyAsync, CancellationToken cancellationToken)
    {
        var queue = new QueueReader(_aws.Sqs, Arn.QueueUrl(_aws.Endpoints.Sqs, source), TimeProvider.System);
        var (moved, start) = (0, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        var left = new Dictionary<string, Amazon.SQS.Model.Message>();
        while (await queue.ReceiveAsync(BatchSize, 1, cancellationToken) is var messages && messages.Exists(message => !left.ContainsKey(message.MessageId)))
        {
            foreach (var message in messages)
            {
                // What failed again meanwhile stays, or this would not end.
                var isNew = long.TryParse(message.Attributes?.GetValueOrDefault("SentTimestamp"), CultureInfo.InvariantCulture, out var sent) && sent > start;
                if (isNew || await bodyAsync(message.Body) is not { } body)
                {
                    left[message.MessageId] = message;
                    continue;
                }

                await _aws.Sqs.SendMessageAsync(new() { QueueUrl = Arn.QueueUrl(_aws.Endpoints.Sqs, target), MessageBody = body }, cancellationToken);
                await queue.DeleteAsync([message], cancellationToken);
                moved++;
            }
        }

        await queue.ReleaseAsync(left.Values, TimeSpan.Zero, cancellationToken);
        return (moved, left.Count);
    }

    private async Task<string?> CodeOfAsync(WorkItem item, CancellationToken cancellationToken)
    {
        var key = item switch
        {
            WorkItem.Classify classify => classify.Key,
            WorkItem.Delete delete => delete.Key,
            _ => (ObjectKey?)null,
        };
        foreach (var store in key is null ? [] : _stores)
        {
            if (await store.FindAsync(item.Bucket, key!.Value, cancellationToken) is [var latest, ..])
            {
                return latest.Error?.Code;
            }
        }

        return null;
    }
}
