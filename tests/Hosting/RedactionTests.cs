using System.Text;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Hosting.Tests;

public sealed partial class RedactionTests
{
    [Theory]
    [InlineData("GET https://b.s3.amazonaws.com/uploads/a.jpg?X-Amz-Credential=AKIAC&X-Amz-Signature=canary failed", "GET https://b.s3.amazonaws.com/uploads/a.jpg?[redacted] failed")]
    [InlineData("https://canary:canary@example.org/a.jpg.", "https://[redacted]@example.org/a.jpg.")]
    [InlineData("https://canary:can@ry@example.org?canary", "https://[redacted]@example.org?[redacted]")]
    [InlineData("Authorization: canary", "Authorization: [redacted]")]
    [InlineData("Authorization: Bearer canary", "Authorization: Bearer [redacted]")]
    [InlineData("Credential=canary/20260115/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=canary", "Credential=[redacted], SignedHeaders=host, Signature=[redacted]")]
    [InlineData("{\"X-Amz-Security-Token\": \"canary\"}", "{\"X-Amz-Security-Token\": \"[redacted]\"}")]
    [InlineData("The key AKIAIOSFODNN7EXAMPLE is unknown", "The key [redacted] is unknown")]
    [InlineData("Message m1 of trace T1: why? 3 of 4 (50 %) at https://example.org/a", "Message m1 of trace T1: why? 3 of 4 (50 %) at https://example.org/a")]
    public void What_lets_its_reader_in_is_taken_out_and_nothing_else(string text, string expected)
    {
        var redacted = Redaction.Of(text);

        redacted.ShouldBe(expected);
    }

    [Fact]
    public void No_part_of_a_line_holds_a_secret()
    {
        const string url = "https://canary:canary@example.org/a.jpg?X-Amz-Signature=canary";
        using var output = new MemoryStream();
        using var logs = new JsonLoggerFactory(output, TimeProvider.System);

        Fetched(logs.CreateLogger("c"), new InvalidOperationException($"No answer: {url}", new HttpRequestException(url)), url, new Uri(url));

        var line = Encoding.UTF8.GetString(output.ToArray());
        line.ShouldContain("example.org/a.jpg");
        line.ShouldNotContain("canary");
    }

    [LoggerMessage(1, LogLevel.Error, "{Text} and {Url}")]
    private static partial void Fetched(ILogger logger, Exception exception, string text, Uri url);
}
