using ImageClassification.Classifier.Synchronous;
using ImageClassification.Hosting;

namespace ImageClassification.Classifier.Tests.Synchronous;

public sealed class ClassifyOptionsTests
{
    private static readonly Dictionary<string, string> FromTheImage = new() { ["MODELS_DIR"] = "/opt/models", ["MODEL"] = "clothing" };

    [Fact]
    public void What_the_image_sets_is_enough_and_allows_nothing_more()
    {
        var options = ClassifyOptions.Read(new EnvironmentOptions(FromTheImage.GetValueOrDefault));

        (options.Bucket, options.AllowHttpUrls, options.AllowLoopbackUrls).ShouldBe((null, false, false));
    }

    [Theory]
    [InlineData("MODELS_DIR", "")]
    [InlineData("MODEL", "../elsewhere")]
    [InlineData("BUCKET", "Images")]
    [InlineData("MAX_OBJECT_BYTES", "1000")]
    [InlineData("MAX_IMAGE_PIXELS", "0")]
    [InlineData("ALLOW_HTTP_URLS", "yes")]
    [InlineData("ALLOW_LOOPBACK_URLS", "1")]
    public void A_value_out_of_range_stops_the_start(string name, string value)
    {
        var variables = new Dictionary<string, string>(FromTheImage) { [name] = value };

        var read = () => ClassifyOptions.Read(new EnvironmentOptions(variables.GetValueOrDefault));

        read.ShouldThrow<ConfigurationException>();
    }
}
