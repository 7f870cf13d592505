using ImageClassification.Hosting;

namespace ImageClassification.Console.Tests;

public sealed class ConsoleOptionsTests
{
    [Theory]
    [InlineData("BUCKET_ORIGIN", "")]
    [InlineData("BUCKET_ORIGIN", "images")]
    [InlineData("JWT_ISSUER", "login.example")]
    public void A_value_out_of_range_stops_the_start(string name, string value)
    {
        var variables = new Dictionary<string, string> { ["BUCKET_ORIGIN"] = ConsoleApi.Bucket, [name] = value };

        var read = () => ConsoleOptions.Read(new EnvironmentOptions(variables.GetValueOrDefault));

        read.ShouldThrow<ConfigurationException>();
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("none", null)]
    [InlineData("https://login.example", "https://login.example")]
    public void No_issuer_is_none(string value, string? issuer)
    {
        var variables = new Dictionary<string, string> { ["BUCKET_ORIGIN"] = ConsoleApi.Bucket, ["JWT_ISSUER"] = value };

        var options = ConsoleOptions.Read(new EnvironmentOptions(variables.GetValueOrDefault));

        options.JwtIssuer.ShouldBe(issuer);
    }
}
