using ImageClassification.Hosting;

namespace ImageClassification.Ingest.Tests;

public sealed class IngestOptionsTests
{
    [Theory]
    [InlineData("QUEUE_URL", null)]
    [InlineData("QUEUE_URL", "")]
    [InlineData("QUEUE_URL", "the queue")]
    [InlineData("BUCKET", "")]
    [InlineData("BUCKET", "Images")]
    public void A_value_that_AWS_would_refuse_stops_the_start(string name, string? value)
    {
        var variables = new Dictionary<string, string?> { ["QUEUE_URL"] = "http://127.0.0.1:1/queue", ["BUCKET"] = "images", [name] = value };

        var read = () => IngestOptions.Read(new EnvironmentOptions(variables.GetValueOrDefault));

        read.ShouldThrow<ConfigurationException>();
    }
}
