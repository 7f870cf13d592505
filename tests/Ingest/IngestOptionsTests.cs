using ImageClassification.Hosting;

namespace ImageClassification.Ingest.Tests;

public sealed class IngestOptionsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("the queue")]
    public void A_queue_that_is_no_address_stops_the_start(string? url)
    {
        var read = () => IngestOptions.Read(new EnvironmentOptions(_ => url));

        read.ShouldThrow<ConfigurationException>();
    }
}
