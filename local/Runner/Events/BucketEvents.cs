using System.Text.Json.Nodes;
using Amazon.SQS;
using Amazon.SQS.Model;
using ImageClassification.Runner.Aws;
using ImageClassification.Runner.Functions;
using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner.Events;

/// <summary>
/// Changes of objects as an event source: every function that asks for one is invoked asynchronously, retried,
/// and in the end its event is put on its on-failure queue.
/// </summary>
internal sealed class BucketEvents(QueueReader changes, IEnumerable<LambdaFunction> functions, IAmazonSQS sqs, Uri sqsEndpoint, TimeProvider time)
{
    private const int BatchSize = 10;

    /// <summary>Lambda waits one minute, then two.</summary>
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    public async Task HandleNextAsync(CancellationToken cancellationToken)
    {
        var messages = await changes.ReceiveAsync(BatchSize, TimeSpan.Zero, cancellationToken);
        var invocations =
            from message in messages
            from function in functions
            from wanted in Wanted(JsonNode.Parse(message.Body)!, function.Resource)
            select InvokeAsync(function, wanted, cancellationToken);
        await Task.WhenAll(invocations);
        await changes.DeleteAsync(messages, cancellationToken);
    }

    /// <summary>The events that the function's sources make of a change: S3's own with the records that they take, and EventBridge's, one a record.</summary>
    /// <param name="change">In S3's form; in EventBridge's where it is redriven.</param>
    internal static IEnumerable<JsonObject> Wanted(JsonNode change, FunctionResource function)
    {
        var records = (change["Records"] as JsonArray ?? []).OfType<JsonNode>().ToList();
        var taken = records.Where(record => function.Events.OfType<EventSource.Bucket>().Any(source => source.Takes(
            (string)record["s3"]!["bucket"]!["name"]!, (string)record["eventName"]!,
            EventBridgeForm.Decode((string)record["s3"]!["object"]!["key"]!)))).ToList();
        if (taken.Count > 0)
        {
            yield return new JsonObject { ["Records"] = new JsonArray([.. taken.Select(record => record.DeepClone())]) };
        }

        foreach (var bridged in change["detail"] is null ? records.Select(EventBridgeForm.Of).OfType<JsonObject>() : [change.AsObject()])
        {
            if (function.Events.OfType<EventSource.Rule>().Any(source => source.Takes(bridged)))
            {
                yield return bridged;
            }
        }
    }

    private async Task InvokeAsync(LambdaFunction function, JsonObject payload, CancellationToken cancellationToken)
    {
        var attempts = 0;
        InvocationResult result;
        do
        {
            await Task.Delay(RetryDelay * attempts, time, cancellationToken);
            result = await function.InvokeAsync(payload.ToJsonString(), cancellationToken);
            attempts++;
        }
        while (result.Failed && attempts <= function.Resource.Retries);

        if (result.Failed && function.Resource.OnFailure is { } queue)
        {
            var record = FailureOf(function.Resource.Name, payload, result, attempts, time.GetUtcNow());
            var request = new SendMessageRequest { QueueUrl = Arn.QueueUrl(sqsEndpoint, queue), MessageBody = record.ToJsonString() };
            await sqs.SendMessageAsync(request, cancellationToken);
        }
    }

    /// <summary>What a destination gets. <see href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html"/></summary>
    internal static JsonObject FailureOf(string function, JsonObject payload, InvocationResult result, int attempts, DateTimeOffset now) => new()
    {
        ["version"] = "1.0",
        ["timestamp"] = now.UtcDateTime.ToString("O"),
        ["requestContext"] = new JsonObject
        {
            ["requestId"] = Guid.NewGuid().ToString(),
            ["functionArn"] = $"{Arn.Function(function)}:$LATEST",
            ["condition"] = "RetriesExhausted",
            ["approximateInvokeCount"] = attempts,
        },
        ["requestPayload"] = payload,
        ["responseContext"] = new JsonObject { ["statusCode"] = 200, ["executedVersion"] = "$LATEST", ["functionError"] = "Unhandled" },
        ["responsePayload"] = JsonNode.Parse(result.Payload),
    };
}
