using System.Text.Json;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;

namespace ImageClassification.Offline.Serialization;

public sealed class SerializerTests
{
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
        var failure = Should.Throw<JsonSerializerException>(() => Json.Read<SQSEvent>("{"));

        failure.Message.ShouldContain(nameof(SQSEvent));
        failure.InnerException.ShouldBeOfType<JsonException>();
    }
}
