using System.Text.Json.Nodes;
using ImageClassification.Contracts;
using ImageClassification.Runner;
using ImageClassification.Runner.Events;

namespace ImageClassification.Cli.Chaos;

/// <summary>Messages and events that the functions cannot read. They alone may be given up in the end.</summary>
/// <param name="pipeline">Gets them.</param>
/// <param name="isBridged">Whether its events come in EventBridge's form.</param>
internal sealed class Poison(Pipeline pipeline, bool isBridged)
{
    private readonly HashSet<string> _messages = [];
    private readonly HashSet<string> _events = [];

    public int Count => _messages.Count + _events.Count;

    /// <summary>Sends the next kind.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        var key = ObjectKey.Parse($"{ImagePrefix.Text}poison/{Count}.jpg");
        var item = new WorkItem.Classify(pipeline.Bucket, key, ObjectVersion.Unknown);
        var (sent, queue, body) = (Count % 4) switch
        {
            0 => (_messages, "WorkQueue", $"{key} is no work item."),
            1 => (_messages, "WorkQueue", WorkItemBody.OfSchema(99, item.ToJson())),
            // A fault that delivers messages in the older schema does not change this one.
            2 => (_messages, "WorkQueue", WorkItemBody.OfOldSchema((item with { Bucket = "another-bucket" }).ToJson())),
            _ when isBridged => (_events, "local-s3-events", $$$$"""
                {"source":"aws.s3","detail-type":"Object Created","detail":{"bucket":{"name":"{{{{pipeline.Bucket}}}}"},"object":{"key":"{{{{key}}}}","size":"many"}}}
                """),
            _ => (_events, "local-s3-events", $$$$"""
                {"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"{{{{pipeline.Bucket}}}}"},"object":{"key":"{{{{key}}}}","size":"many"}}}]}
                """),
        };
        sent.Add(body);
        await Insisting.OnAsync(
            () => pipeline.Aws.Sqs.SendMessageAsync(new() { QueueUrl = pipeline.Queues[queue], MessageBody = body }, cancellationToken), cancellationToken);
    }

    /// <summary>The dead-letter and on-failure queues must contain exactly this.</summary>
    /// <returns>A line for each violation.</returns>
    public async Task<IEnumerable<string>> AuditAsync(QueueWatch queues, CancellationToken cancellationToken)
    {
        var messages = await queues.BodiesAsync("DeadLetterQueue", cancellationToken);
        var events = await queues.BodiesAsync("FailedEventsQueue", cancellationToken);
        return
        [
            .. Compare("the dead-letter queue", _messages, [.. messages]),
            .. Compare("the on-failure queue", _events, [.. events.Select(body => JsonNode.Parse(body)!["requestPayload"]!.ToJsonString())]),
        ];

        static IEnumerable<string> Compare(string queue, HashSet<string> expected, HashSet<string> found) =>
        [
            .. expected.Except(found).Select(body => $"not in {queue}: {body}"),
            .. found.Except(expected).Select(body => $"in {queue} for no reason: {body}"),
        ];
    }
}
