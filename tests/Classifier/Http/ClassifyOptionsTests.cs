using ImageClassification.Classifier.Http;
using ImageClassification.Hosting;

namespace ImageClassification.Classifier.Tests.Http;

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
    [InlineData("MODELS_DIR", "", "MODELS_DIR is not set; it must be the path of a folder.")]
    [InlineData("MODEL", "../elsewhere", "MODEL is \"../elsewhere\"; it must be a model's name, 1 to 100 letters, digits, dots, dashes and underscores.")]
    [InlineData("BUCKET", "Images", "BUCKET is \"Images\"; it must be 3 to 63 lower-case letters, digits, dots and dashes.")]
    [InlineData("MAX_OBJECT_BYTES", "1000", "MAX_OBJECT_BYTES is \"1000\"; it must be a whole number from 1,024 to 1,073,741,824.")]
    [InlineData("MAX_IMAGE_PIXELS", "0", "MAX_IMAGE_PIXELS is \"0\"; it must be a whole number from 1 to 178,000,000.")]
    [InlineData("ALLOW_HTTP_URLS", "yes", "ALLOW_HTTP_URLS is \"yes\"; it must be true or false.")]
    [InlineData("ALLOW_LOOPBACK_URLS", "1", "ALLOW_LOOPBACK_URLS is \"1\"; it must be true or false.")]
    public void A_value_out_of_range_stops_the_start(string name, string value, string message)
    {
        var variables = new Dictionary<string, string>(FromTheImage) { [name] = value };

        var read = () => ClassifyOptions.Read(new EnvironmentOptions(variables.GetValueOrDefault));

        read.ShouldThrow<ConfigurationException>().Message.ShouldStartWith($"The environment variable {message}");
    }
}
