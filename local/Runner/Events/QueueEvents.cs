using System.Text.Json.Nodes;
using Amazon.SQS.Model;
using ImageClassification.Runner.Faults;
using ImageClassification.Runner.Functions;
using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner.Events;

/// <summary>
/// A queue as a function's event source: successful messages are deleted, failed ones stay until their visibility timeout ends.
/// </summary>
/// <param name="faults">What happens to invocations. Nothing where null.</param>
internal sealed class QueueEvents(QueueReader queue, EventSource.Queue source, LambdaFunction function, FaultPlan? faults = null)
{
    public async Task HandleNextAsync(CancellationToken cancellationToken)
    {
        var messages = await queue.ReceiveAsync(source.BatchSize, source.Window, cancellationToken);
        if (messages.Count == 0)
        {
            return;
        }

        switch (faults?.Draw(source.Arn.Split(':')[^1], "Invoke"))
        {
            case Fault.Throttled:
                return; // the messages have lost a try
            case Fault.FailedStart:
                function.Kill();
                return;
        }

        var result = await function.InvokeAsync(EventOf(messages, source.Arn).ToJsonString(), cancellationToken);
        if (result.Failed)
        {
            return;
        }

        var failed = source.ReportsFailures ? PartialBatch.Failed(result.Payload, [.. messages.Select(message => message.MessageId)]) : null;
        await queue.DeleteAsync(messages.Where(message => failed?.Contains(message.MessageId) != true), cancellationToken);
    }

    /// <summary>Lambda's event for messages. <see href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html"/></summary>
    internal static JsonObject EventOf(IEnumerable<Message> messages, string queueArn) => new()
    {
        ["Records"] = new JsonArray([.. messages.Select(message => new JsonObject
        {
            ["messageId"] = message.MessageId,
            ["receiptHandle"] = message.ReceiptHandle,
            ["body"] = message.Body,
            ["attributes"] = JsonMap.Of(message.Attributes ?? []),
            ["messageAttributes"] = new JsonObject(),
            ["md5OfBody"] = message.MD5OfBody,
            ["eventSource"] = "aws:sqs",
            ["eventSourceARN"] = queueArn,
            ["awsRegion"] = Stack.Region,
        })]),
    };
}
