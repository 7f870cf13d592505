namespace ImageClassification.Contracts.Tests;

/// <summary>samples/ was written by the code before work items had kinds of their own.</summary>
public sealed class WorkItemTests
{
    private const string Json = """
        {"schemaVersion":2,"kind":"classify","bucket":"images","key":"uploads/a b.jpg","version":{"eventTime":"2026-01-15T09:30:00+00:00","eTag":"e1","sequencer":"00FF0000000000000000000000000000"},"size":12,"model":"clothing","traceId":"t1"}
        """;

    private static readonly WorkItem.Classify Item = new(
        "images", ObjectKey.Parse("uploads/a b.jpg"), new(new(2026, 1, 15, 9, 30, 0, TimeSpan.Zero), "e1", Sequencer.From("00FF")))
    {
        Size = 12,
        Model = ModelName.Parse("clothing"),
        TraceId = "t1",
    };

    private static readonly ObjectKey Key = ObjectKey.Parse("uploads/trip/a + b, größer.jpg");
    private static readonly ObjectVersion Version = new(new(2026, 1, 15, 9, 30, 0, 123, TimeSpan.Zero), "e1", Sequencer.From("00FF"));

    private static readonly WorkItem[] Samples =
    [
        new WorkItem.Classify("images", Key, Version) { Size = 12, Model = ModelName.Parse("clothing"), TraceId = "t1" },
        new WorkItem.Classify("images", Key, ObjectVersion.Unknown),
        new WorkItem.Delete("images", Key, Version with { ETag = null }) { VersionId = "v1", TraceId = "t1" },
        new WorkItem.Check("images", BatchName.Parse("trip"), new(2026, 1, 15, 9, 30, 5, TimeSpan.Zero)),
    ];

    [Fact]
    public void The_wire_form_stays_what_messages_in_flight_have()
    {
        var json = Item.ToJson();

        json.ShouldBe(Json);
    }

    [Fact]
    public void What_was_written_is_read_back()
    {
        var item = WorkItem.Parse(Json);

        item.ShouldBe(Item);
    }

    [Fact]
    public void Messages_that_the_code_before_wrote_are_read()
    {
        var items = File.ReadLines("samples/work-items.jsonl").Select(WorkItem.Parse);

        items.ShouldBe([.. Samples, new WorkItem.Classify("images", Key, Version) { Size = 12 }]);
    }

    [Fact]
    public void The_code_before_reads_what_is_written_because_it_is_the_same()
    {
        var messages = Samples.Select(item => item.ToJson());

        messages.ShouldBe(File.ReadLines("samples/work-items.jsonl").Take(Samples.Length));
    }

    [Fact]
    public void A_completion_is_written_as_the_code_before_wrote_it()
    {
        var completion = new BatchCompletion(
            "5f3e8b1c9a7d4e2f", BatchName.Parse("trip"), new(2026, 1, 15, 9, 35, 0, TimeSpan.Zero), 4, 3, 1, ModelVersion.Parse("clothing@1"));

        completion.ToJson().ShouldBe(File.ReadAllText("samples/completion.json"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"schemaVersion":1,"kind":"paint","bucket":"b","key":"k","version":{"eventTime":"2026-01-15T09:30:00Z"}}""")]
    [InlineData("""{"schemaVersion":1,"kind":7,"bucket":"b","key":"k","version":{"eventTime":"2026-01-15T09:30:00Z"}}""")]
    [InlineData("""{"schemaVersion":1,"kind":"delete","bucket":null,"key":"k","version":{"eventTime":"2026-01-15T09:30:00Z"}}""")]
    [InlineData("""{"schemaVersion":1,"kind":"delete","bucket":"b","key":"k"}""")]
    [InlineData("""{"schemaVersion":1,"kind":"delete","bucket":"b","key":"","version":{"eventTime":"2026-01-15T09:30:00Z"}}""")]
    [InlineData("""{"schemaVersion":2,"kind":"classify","bucket":"b","key":"k","version":{"eventTime":"2026-01-15T09:30:00Z"},"model":"../m"}""")]
    [InlineData("""{"schemaVersion":0,"kind":"delete","bucket":"b","key":"k","version":{"eventTime":"2026-01-15T09:30:00Z"}}""")]
    [InlineData("""{"schemaVersion":3,"kind":"delete","bucket":"b","key":"k","version":{"eventTime":"2026-01-15T09:30:00Z"}}""")]
    public void What_is_missing_or_unknown_is_refused(string json)
    {
        var read = () => WorkItem.Parse(json);

        read.ShouldThrow<FormatException>();
    }

    [Fact]
    public void A_message_that_cannot_be_read_is_not_quoted()
    {
        var read = () => WorkItem.Parse("""{"schemaVersion":2,"kind":"canary","bucket":"canary","key":"k","model":"/canary/"}""");

        read.ShouldThrow<FormatException>().Message.ShouldNotContain("canary");
    }
}
