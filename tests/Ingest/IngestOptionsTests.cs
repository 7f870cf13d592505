using ImageClassification.Hosting;

namespace ImageClassification.Ingest.Tests;

public sealed class IngestOptionsTests
{
    [Theory]
    [InlineData("QUEUE_URL", null, "QUEUE_URL is not set; it must be an absolute URL, https or http.")]
    [InlineData("QUEUE_URL", "", "QUEUE_URL is not set; it must be an absolute URL, https or http.")]
    [InlineData("QUEUE_URL", "the queue", "QUEUE_URL is \"the queue\"; it must be an absolute URL, https or http.")]
    [InlineData("BUCKET", "", "BUCKET is not set; it must be 3 to 63 lower-case letters, digits, dots and dashes.")]
    [InlineData("BUCKET", "Images", "BUCKET is \"Images\"; it must be 3 to 63 lower-case letters, digits, dots and dashes.")]
    public void A_value_that_AWS_would_refuse_stops_the_start(string name, string? value, string message)
    {
        var variables = new Dictionary<string, string?> { ["QUEUE_URL"] = "http://127.0.0.1:1/queue", ["BUCKET"] = "images", [name] = value };

        var read = () => IngestOptions.Read(new EnvironmentOptions(variables.GetValueOrDefault));

        read.ShouldThrow<ConfigurationException>().Message.ShouldStartWith($"The environment variable {message}");
    }
}
