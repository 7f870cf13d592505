using System.Text.Json.Nodes;
using ImageClassification.Runner.Events;
using ImageClassification.Runner.Functions;
using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner.Tests.Events;

public sealed class BucketEventsTests
{
    private static readonly EventSource Uploads = new EventSource.Bucket("images", "s3:ObjectCreated:*", "uploads/é ", "");

    private static readonly FunctionResource Ingest = new(
        "Ingest", "functions/Ingest", TimeSpan.FromSeconds(1), 128, new Dictionary<string, string>(), [Uploads], 2, null);

    [Fact]
    public void Only_the_wanted_records_reach_the_function()
    {
        var change = JsonNode.Parse($$"""{"Records":[{{Record("uploads/%C3%A9+1.jpg")}},{{Record("elsewhere/1.jpg")}}]}""")!;

        var wanted = BucketEvents.Wanted(change, Ingest);

        wanted.ShouldHaveSingleItem()["Records"]!.AsArray().ShouldHaveSingleItem()!["s3"]!["object"]!["key"]!.ToString().ShouldBe("uploads/%C3%A9+1.jpg");
    }

    [Fact]
    public void A_rule_brings_each_record_in_EventBridge_s_form_with_its_key_as_it_is()
    {
        var function = Ingest with { Events = [new EventSource.Rule("images", "é ", ["Object Created", "Object Deleted"])] };
        var change = JsonNode.Parse($$"""{"Records":[{{Record("%C3%A9+%2B1.jpg")}},{{Record("elsewhere/1.jpg")}},{{Record("%C3%A9+2.jpg", "ObjectRemoved:DeleteMarkerCreated")}}]}""")!;

        var wanted = BucketEvents.Wanted(change, function).ToList();

        wanted.Select(each => (each["detail-type"]!.ToString(), each["detail"]!["object"]!["key"]!.ToString(), each["detail"]!["deletion-type"]?.ToString()))
            .ShouldBe([("Object Created", "é +1.jpg", null), ("Object Deleted", "é 2.jpg", "Delete Marker Created")]);
        BucketEvents.Wanted(wanted[0], function).ShouldHaveSingleItem().ShouldBeSameAs(wanted[0]); // as redrive brings it
    }

    [Theory]
    [InlineData("""{"Service":"Amazon S3","Event":"s3:TestEvent"}""")]
    [InlineData("""{"Records":[]}""")]
    public void A_change_without_wanted_records_reaches_no_function(string change)
    {
        BucketEvents.Wanted(JsonNode.Parse(change)!, Ingest).ShouldBeEmpty();
    }

    [Fact]
    public void A_failed_event_is_kept_with_its_payload_and_the_function_s_error()
    {
        var payload = new JsonObject { ["Records"] = new JsonArray() };
        var result = new InvocationResult("""{"errorType":"T"}""", Failed: true);

        var record = BucketEvents.FailureOf("Ingest", payload, result, 3, DateTimeOffset.UnixEpoch);

        ((string?)record["requestContext"]!["condition"]).ShouldBe("RetriesExhausted");
        ((int)record["requestContext"]!["approximateInvokeCount"]!).ShouldBe(3);
        record["requestPayload"]!["Records"].ShouldNotBeNull();
        ((string?)record["responsePayload"]!["errorType"]).ShouldBe("T");
    }

    private static string Record(string key, string name = "ObjectCreated:Put") =>
        $$"""{"eventName":"{{name}}","s3":{"bucket":{"name":"images"},"object":{"key":"{{key}}"} } }""";
}
