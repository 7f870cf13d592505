using System.Text.Json.Nodes;
using Amazon.SQS.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Pipeline.Tests;

/// <summary>S3 and SQS deliver at least once and in any order; the embedded ones do not, so the tests do it themselves.</summary>
[Collection(DeadLetters)]
public sealed class OrderTests(PipelineFixture fixture)
{
    /// <summary>Tests that receive from the dead-letter queue, and so hide its messages for a while, run one after the other.</summary>
    public const string DeadLetters = "Dead letters";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_overwritten_image_gets_the_new_one_s_label()
    {
        const string Key = "uploads/order/overwritten.jpg";
        var older = await fixture.UploadAsync("pants/pants-1.jpg", Key);
        await fixture.PredictionAsync(Key, prediction => prediction.Version.ETag == older);
        await fixture.UploadAsync("shoes/shoes-1.jpg", "uploads/order/reference.jpg");
        var reference = await fixture.PredictionAsync("uploads/order/reference.jpg");

        var newer = await fixture.UploadAsync("shoes/shoes-1.jpg", Key);
        var prediction = await fixture.PredictionAsync(Key, prediction => prediction.Version.ETag == newer);

        prediction.Labels.ShouldBe(reference.Labels);
    }

    [Fact]
    public async Task Late_and_repeated_events_leave_the_newest_version()
    {
        const string Key = "uploads/order/shuffled.jpg";
        var eTag = await fixture.UploadAsync("hat/hat-1.jpg", Key);
        var newest = await fixture.PredictionAsync(Key);

        await fixture.SendAsync("local-s3-events", EventOf("ObjectCreated:Put", Key, "00", "0123456789abcdef0123456789abcdef"));
        await fixture.SendAsync("local-s3-events", EventOf("ObjectRemoved:Delete", Key, "01", null));
        await fixture.SendAsync("local-s3-events", EventOf("ObjectCreated:Put", Key, newest.Version.Sequencer.ToString()!, eTag));
        await fixture.SendAsync("local-s3-events", EventOf("ObjectCreated:Put", Key, newest.Version.Sequencer.ToString()!, eTag));
        await fixture.OvertakenAsync();

        (await fixture.PredictionAsync(Key)).ShouldBeEquivalentTo(newest);
    }

    [Fact]
    public async Task A_deleted_image_s_prediction_is_gone()
    {
        const string Key = "uploads/order/deleted.jpg";
        await fixture.UploadAsync("hat/hat-2.jpg", Key);
        await fixture.PredictionAsync(Key);

        await fixture.Pipeline.Aws.S3.DeleteObjectAsync(fixture.Pipeline.Bucket, Key, Cancellation);

        var problem = await fixture.UntilAsync("answer that the object was deleted", async () =>
        {
            using var response = await fixture.Http.GetAsync($"/predictions/{Key}", Cancellation);
            var body = await response.Content.ReadAsStringAsync(Cancellation);
            return body.Contains("was deleted", StringComparison.Ordinal) ? JsonNode.Parse(body) : null;
        });
        ((int)problem["status"]!).ShouldBe(404);
    }

    [Fact]
    public async Task Messages_that_cannot_be_read_end_in_the_dead_letter_queue_with_a_line_for_each_receive()
    {
        var expected = new HashSet<(string Id, string Body)>();
        foreach (var row in PipelineFixture.Unreadable)
        {
            var poison = row.Data.Replace("ID", $"{Guid.NewGuid()}", StringComparison.Ordinal);
            expected.Add((await fixture.SendAsync("WorkQueue", poison), poison));
        }

        var missing = expected.ToHashSet();
        await fixture.MessageAsync("DeadLetterQueue", message => missing.Remove((IdOf(message), message.Body)) && missing.Count == 0);

        foreach (var (id, _) in expected)
        {
            fixture.Log.Count(line => line.Contains("\"eventId\":302,", StringComparison.Ordinal) && line.Contains(id, StringComparison.Ordinal)).ShouldBe(2);
        }
    }

    [Fact]
    public async Task An_event_of_an_object_that_is_gone_fails_it()
    {
        const string Key = "uploads/order/gone.jpg";

        await fixture.SendAsync("local-s3-events", EventOf("ObjectCreated:Put", Key, "0A", "0123456789abcdef0123456789abcdef"));

        var prediction = await fixture.PredictionAsync(Key);
        prediction.Status.ShouldBe(PredictionStatus.Failed);
        prediction.Error!.Code.ShouldBe(ErrorCode.ObjectGone);
    }

    [Fact]
    public async Task An_event_that_Ingest_cannot_read_is_kept_in_its_on_failure_queue()
    {
        var readable = EventOf("ObjectCreated:Put", $"uploads/order/{Guid.NewGuid()}.jpg", "0B", null);
        var unreadable = readable.Replace("\"size\":1000", "\"size\":\"many\"", StringComparison.Ordinal);

        await fixture.SendAsync("local-s3-events", unreadable);

        var message = await fixture.MessageAsync("FailedEventsQueue", message => message.Body.Contains(unreadable, StringComparison.Ordinal));
        ((string?)JsonNode.Parse(message.Body)!["requestContext"]!["condition"]).ShouldBe("RetriesExhausted");
    }

    private string EventOf(string eventName, string key, string sequencer, string? eTag)
    {
        var record = new JsonObject
        {
            ["eventSource"] = "aws:s3",
            ["eventName"] = eventName,
            ["eventTime"] = "2026-01-01T00:00:00.000Z",
            ["awsRegion"] = "us-east-1",
            ["eventVersion"] = "2.1",
            ["s3"] = new JsonObject
            {
                ["bucket"] = new JsonObject { ["name"] = fixture.Pipeline.Bucket },
                ["object"] = new JsonObject { ["key"] = key, ["sequencer"] = sequencer, ["eTag"] = eTag, ["size"] = 1000 },
            },
        };
        return new JsonObject { ["Records"] = new JsonArray(record) }.ToJsonString();
    }

    /// <summary>The Classifier sends dead letters with the id that they had; SQS moves those that it could not send, which keep theirs.</summary>
    private static string IdOf(Message message) => message.MessageAttributes?.GetValueOrDefault("messageId")?.StringValue ?? message.MessageId;
}
