using ImageClassification.Hosting;

namespace ImageClassification.Query.Tests;

public sealed class QueryOptionsTests
{
    [Theory]
    [InlineData("TABLE_NAME", "")]
    [InlineData("TABLE_NAME", "my table")]
    [InlineData("BUCKET", "")]
    [InlineData("BUCKET", "Images")]
    [InlineData("QUEUE_URL", "")]
    [InlineData("QUEUE_URL", "queue")]
    [InlineData("MAX_OBJECT_BYTES", "1023")]
    [InlineData("CLASSIFIER_TIMEOUT", "")]
    [InlineData("CLASSIFIER_TIMEOUT", "901")]
    public void A_value_out_of_range_stops_the_start(string name, string value)
    {
        var variables = new Dictionary<string, string>
        {
            ["TABLE_NAME"] = "predictions",
            ["BUCKET"] = "images",
            ["QUEUE_URL"] = "http://127.0.0.1:1/queue",
            ["CLASSIFIER_TIMEOUT"] = "60",
            [name] = value,
        };

        var read = () => QueryOptions.Read(new EnvironmentOptions(variables.GetValueOrDefault));

        read.ShouldThrow<ConfigurationException>();
    }
}
