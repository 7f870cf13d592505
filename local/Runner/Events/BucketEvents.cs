using System.Text.Json.Nodes;
using Amazon.SQS;
using Amazon.SQS.Model;
using ImageClassification.Runner.Aws;
using ImageClassification.Runner.Functions;
using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner.Events;

/// <summary>
/// Changes of objects as an event source: every function that asks for one is invoked asynchronously, tried again,
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
            let wanted = Wanted(JsonNode.Parse(message.Body)!, function.Resource)
            where wanted is not null
            select InvokeAsync(function, wanted, cancellationToken);
        await Task.WhenAll(invocations);
        await changes.DeleteAsync(messages, cancellationToken);
    }

    /// <summary>The event with the records that the function's event sources take; null where there are none.</summary>
    internal static JsonObject? Wanted(JsonNode change, FunctionResource function)
    {
        var sources = function.Events.OfType<EventSource.Bucket>().ToList();
        var records = (change["Records"] as JsonArray ?? []).Where(record => sources.Any(source => source.Takes(
            (string)record!["s3"]!["bucket"]!["name"]!,
            (string)record["eventName"]!,
            Uri.UnescapeDataString(((string)record["s3"]!["object"]!["key"]!).Replace('+', ' ')))));
        JsonNode?[] copies = [.. records.Select(record => record!.DeepClone())];
        return copies.Length == 0 ? null : new JsonObject { ["Records"] = new JsonArray(copies) };
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
