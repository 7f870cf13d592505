using ImageClassification.Hosting;

namespace ImageClassification.Query.Tests;

public sealed class QueryOptionsTests
{
    [Theory]
    [InlineData("TABLE_NAME", "")]
    [InlineData("TABLE_NAME", "my table")]
    [InlineData("BUCKET", "")]
    [InlineData("BUCKET", "Images")]
    public void A_name_that_AWS_would_refuse_stops_the_start(string name, string value)
    {
        var variables = new Dictionary<string, string> { ["TABLE_NAME"] = "predictions", ["BUCKET"] = "images", [name] = value };

        var read = () => QueryOptions.Read(new EnvironmentOptions(variables.GetValueOrDefault));

        read.ShouldThrow<ConfigurationException>();
    }
}
