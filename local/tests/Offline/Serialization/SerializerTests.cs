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

    [Fact]
    public void Bytes_are_read_from_Base64_and_from_numbers_and_written_as_numbers()
    {
        var read = new[] { Json.Read<byte[]>("\"AQL/\""), Json.Read<byte[]>("[1, 2, 255]") };

        read.ShouldAllBe(bytes => bytes.SequenceEqual(new byte[] { 1, 2, 255 }));
        Json.Write(read[0]).ShouldBe("[1,2,255]");
    }
}
