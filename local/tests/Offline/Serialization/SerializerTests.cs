using System.Text.Json;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace ImageClassification.Offline.Serialization;

public sealed class SerializerTests
{
    [Fact]
    public void Names_stay_as_they_are_unless_a_naming_policy_is_given()
    {
        var payload = new Payload("Ada", DateTime.UnixEpoch, null);

        var plain = Json.Write(payload);
        var camel = Json.Write(payload, options => options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase);

        plain.ShouldBe("""{"FirstName":"Ada","When":"1970-01-01T00:00:00Z"}""");
        camel.ShouldBe("""{"firstName":"Ada","when":"1970-01-01T00:00:00Z"}""");
    }

    [Theory]
    [InlineData("\"1970-01-01T00:01:00Z\"")]
    [InlineData("60")]
    [InlineData("60.0")]
    public void A_time_is_text_or_seconds(string json)
    {
        var payload = Json.Read<Payload>($$"""{"when":{{json}}}""");

        payload.When.ShouldBe(new DateTime(1970, 1, 1, 0, 1, 0, DateTimeKind.Utc));
    }

    [Fact]
    public void A_time_past_the_year_5000_in_seconds_is_milliseconds()
    {
        var payload = Json.Read<Payload>("""{"when":157753180801000}""");

        payload.When.Year.ShouldBe(6968);
    }

    [Theory]
    [InlineData("\"AQI=\"")]
    [InlineData("[1,2]")]
    public void Bytes_are_read_from_base64_or_numbers(string json)
    {
        var payload = Json.Read<Payload>($$"""{"when":0,"bytes":{{json}}}""");

        payload.Bytes.ShouldBe([1, 2]);
    }

    [Fact]
    public void Bytes_are_written_as_numbers()
    {
        var json = Json.Write(new Payload(null, DateTime.UnixEpoch, [1, 2]));

        json.ShouldBe("""{"When":"1970-01-01T00:00:00Z","Bytes":[1,2]}""");
    }

    [Fact]
    public void A_type_that_the_context_lacks_is_named()
    {
        var failure = Should.Throw<JsonSerializerException>(() => Json.Read<Uri>("\"http://a\""));

        failure.Message.ShouldContain("System.Uri");
        failure.Message.ShouldContain(nameof(EventJson));
    }

    [Fact]
    public void Broken_JSON_names_the_type_that_it_should_have_been()
    {
        var failure = Should.Throw<JsonSerializerException>(() => Json.Read<Payload>("{"));

        failure.Message.ShouldContain(nameof(Payload));
        failure.InnerException.ShouldBeOfType<JsonException>();
    }
}
