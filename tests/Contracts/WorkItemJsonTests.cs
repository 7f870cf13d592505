using System.Text.Json;

namespace ImageClassification.Contracts.Tests;

public sealed class WorkItemJsonTests
{
    private const string Json = """
        {"schemaVersion":2,"kind":"classify","bucket":"images","key":"uploads/a b.jpg","version":{"eventTime":"2026-01-15T09:30:00+00:00","eTag":"e1","sequencer":"00FF0000000000000000000000000000"},"size":12,"model":"clothing","traceId":"t1"}
        """;

    private static readonly WorkItem Item = new()
    {
        SchemaVersion = 2,
        Kind = WorkItemKind.Classify,
        Bucket = "images",
        Key = "uploads/a b.jpg",
        Version = new ObjectVersion(new DateTimeOffset(2026, 1, 15, 9, 30, 0, TimeSpan.Zero), "e1", Sequencer.From("00FF")),
        Size = 12,
        Model = "clothing",
        TraceId = "t1",
    };

    [Fact]
    public void The_wire_form_stays_what_messages_in_flight_have()
    {
        var json = JsonSerializer.Serialize(Item, ContractsJson.Default.WorkItem);

        json.ShouldBe(Json);
    }

    [Fact]
    public void What_was_written_is_read_back()
    {
        var item = JsonSerializer.Deserialize(Json, ContractsJson.Default.WorkItem);

        item.ShouldBe(Item);
    }

    [Fact]
    public void The_version_before_is_read()
    {
        const string Before = """
            {"schemaVersion":1,"kind":"classify","bucket":"images","key":"uploads/a b.jpg","version":{"eventTime":"2026-01-15T09:30:00+00:00","eTag":"e1","sequencer":"00FF0000000000000000000000000000"},"size":12}
            """;

        var item = JsonSerializer.Deserialize(Before, ContractsJson.Default.WorkItem);

        item.ShouldBe(Item with { SchemaVersion = 1, Model = null, TraceId = null });
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"schemaVersion":1,"kind":"paint","bucket":"b","key":"k","version":{"eventTime":"2026-01-15T09:30:00Z"}}""")]
    [InlineData("""{"schemaVersion":1,"kind":"delete","bucket":null,"key":"k","version":{"eventTime":"2026-01-15T09:30:00Z"}}""")]
    [InlineData("""{"schemaVersion":1,"kind":"delete","bucket":"b","key":"k"}""")]
    public void What_is_missing_or_unknown_is_refused(string json)
    {
        var read = () => JsonSerializer.Deserialize(json, ContractsJson.Default.WorkItem);

        read.ShouldThrow<JsonException>();
    }
}
