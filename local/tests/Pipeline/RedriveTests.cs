using System.Text.Json.Nodes;
using ImageClassification.Contracts;

namespace ImageClassification.Pipeline.Tests;

/// <summary>The queues are shared with other tests: each looks for its own messages.</summary>
[Collection(OrderTests.DeadLetters)]
public sealed class RedriveTests(PipelineFixture fixture)
{
    private const string Latest = "FF";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dead_letter_becomes_a_prediction()
    {
        const string Key = "uploads/redrive/exhausted.jpg";
        var eTag = await fixture.UploadAsync("hat/hat-1.jpg", Key);
        await fixture.PredictionAsync(Key);
        await GiveUpAsync(Key, eTag, ErrorCode.RetriesExhausted);

        await RedriveAsync("--code", ErrorCode.RetriesExhausted);

        var prediction = await fixture.PredictionAsync(Key, prediction => prediction.Status == PredictionStatus.Classified);
        prediction.Label.ShouldBe("hat");
    }

    [Fact]
    public async Task A_dead_letter_without_a_prediction_has_exhausted_its_tries_too()
    {
        const string Key = "uploads/redrive/unrecorded.jpg";
        var eTag = await fixture.UploadAsync("hat/hat-1.jpg", Key);
        await fixture.PredictionAsync(Key);
        var item = new WorkItem.Classify(fixture.Pipeline.Bucket, ObjectKey.Parse(Key), new(DateTimeOffset.UnixEpoch, eTag, Sequencer.From(Latest)));
        await fixture.SendAsync("DeadLetterQueue", item.ToJson());

        await RedriveAsync("--code", ErrorCode.RetriesExhausted);

        (await fixture.PredictionAsync(Key, prediction => prediction.Version.Sequencer == Sequencer.From(Latest))).Label.ShouldBe("hat");
    }

    [Fact]
    public async Task A_code_may_be_typed_in_lower_case()
    {
        const string Key = "uploads/redrive/lower-case.jpg";
        var eTag = await fixture.UploadAsync("hat/hat-1.jpg", Key);
        await fixture.PredictionAsync(Key);
        await GiveUpAsync(Key, eTag, ErrorCode.RetriesExhausted);

        await RedriveAsync("--code", "retries_exhausted");

        (await fixture.PredictionAsync(Key, prediction => prediction.Status == PredictionStatus.Classified)).Label.ShouldBe("hat");
    }

    [Fact]
    public async Task A_dead_letter_of_another_code_stays()
    {
        const string Key = "uploads/redrive/gone.jpg";
        await GiveUpAsync(Key, "0123456789abcdef0123456789abcdef", ErrorCode.ObjectGone);

        await RedriveAsync("--code", ErrorCode.CorruptImage);

        (await fixture.MessageAsync("DeadLetterQueue", message => message.Body.Contains(Key, StringComparison.Ordinal))).ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(PipelineFixture.Unreadable), MemberType = typeof(PipelineFixture))]
    public async Task What_the_Classifier_cannot_read_stays_in_the_dead_letter_queue(string body)
    {
        var poison = body.Replace("ID", $"{Guid.NewGuid()}", StringComparison.Ordinal);
        var sent = await fixture.SendAsync("DeadLetterQueue", poison);

        await RedriveAsync();

        (await fixture.MessageAsync("DeadLetterQueue", message => message.Body == poison)).MessageId.ShouldBe(sent);
    }

    [Fact]
    public async Task An_event_that_Ingest_gave_up_becomes_a_prediction()
    {
        const string Key = "uploads/redrive/event.jpg";
        var change = ChangeOf(Key, await fixture.UploadAsync("hat/hat-1.jpg", Key));
        await fixture.PredictionAsync(Key);
        await fixture.SendAsync("FailedEventsQueue", new JsonObject { ["requestPayload"] = change }.ToJsonString());

        await RedriveAsync();

        var prediction = await fixture.PredictionAsync(Key, prediction => prediction.Version.Sequencer == Sequencer.From(Latest));
        prediction.Status.ShouldBe(PredictionStatus.Classified);
    }

    private async Task RedriveAsync(params string[] arguments)
    {
        var (exitCode, output) = await DevCommand.RunAsync(fixture.Pipeline.Aws.Endpoints, ["redrive", .. arguments]);
        exitCode.ShouldBe(0, output);
    }

    /// <summary>Leaves what a work item leaves that was given up: a prediction of the error code, and the message.</summary>
    private async Task GiveUpAsync(string key, string eTag, string code)
    {
        var version = new ObjectVersion(DateTimeOffset.UnixEpoch, eTag, Sequencer.From(Latest));
        var item = new WorkItem.Classify(fixture.Pipeline.Bucket, ObjectKey.Parse(key), version);
        var failure = new Prediction
        {
            Bucket = item.Bucket,
            Key = item.Key,
            Status = PredictionStatus.Failed,
            Error = new(code, "Given up."),
            Model = new(ModelName.Parse("clothing"), "1", "0123456789abcdef"),
            Version = item.Version,
            PredictedAt = DateTimeOffset.UnixEpoch,
        };
        await (await fixture.WriterAsync()).WriteAsync(failure, Cancellation);
        await fixture.SendAsync("DeadLetterQueue", item.ToJson());
    }

    private JsonObject ChangeOf(string key, string eTag) => new()
    {
        ["Records"] = new JsonArray(new JsonObject
        {
            ["eventSource"] = "aws:s3",
            ["eventName"] = "ObjectCreated:Put",
            ["eventTime"] = "2026-01-01T00:00:00.000Z",
            ["awsRegion"] = "us-east-1",
            ["eventVersion"] = "2.1",
            ["s3"] = new JsonObject
            {
                ["bucket"] = new JsonObject { ["name"] = fixture.Pipeline.Bucket },
                ["object"] = new JsonObject { ["key"] = key, ["sequencer"] = Latest, ["eTag"] = eTag, ["size"] = 1000 },
            },
        }),
    };
}
