using ImageClassification.Hosting;

namespace ImageClassification.Classifier.Tests;

public sealed class ClassifierOptionsTests
{
    private static readonly Dictionary<string, string> Right = new()
    {
        ["MODELS_DIR"] = "/opt/models",
        ["MODEL"] = "clothing",
        ["BUCKET"] = "images",
        ["TABLE_NAME"] = "predictions",
        ["QUEUE_URL"] = "https://sqs.us-east-1.amazonaws.com/000000000000/work",
        ["COMPLETION_QUEUE_URL"] = "https://sqs.us-east-1.amazonaws.com/000000000000/completion",
        ["CLASSIFIER_TIMEOUT"] = "60",
        ["MAX_RECEIVE_COUNT"] = "5",
        ["VISIBILITY_TIMEOUT"] = "361",
    };

    [Fact]
    public void What_template_and_image_set_is_enough()
    {
        var options = ClassifierOptions.Read(new EnvironmentOptions(Right.GetValueOrDefault));

        (options.MaxObjectBytes, options.MaxImagePixels, options.MaxReceiveCount).ShouldBe((52_428_800, 64_000_000, 5));
        options.Parallelism.ShouldBe(1);
    }

    [Theory]
    [InlineData("1024", "", 6)]
    [InlineData("1769", "", 11)]
    [InlineData("1769", "524288000", 1)]
    [InlineData("3538", "1073741824", 2)]
    public void A_third_of_the_memory_is_for_objects_in_flight(string memory, string maxObjectBytes, int inFlight)
    {
        var variables = new Dictionary<string, string>(Right)
        {
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = memory,
            ["MAX_OBJECT_BYTES"] = maxObjectBytes,
            ["PARALLELISM"] = memory == "3538" ? "2" : "1",
        };

        ClassifierOptions.Read(new EnvironmentOptions(variables.GetValueOrDefault)).InFlight.ShouldBe(inFlight);
    }

    [Theory]
    [InlineData("MODELS_DIR", "")]
    [InlineData("MODEL", "")]
    [InlineData("MODEL", "../elsewhere")]
    [InlineData("BUCKET", "Images")]
    [InlineData("TABLE_NAME", "my table")]
    [InlineData("QUEUE_URL", "work")]
    [InlineData("COMPLETION_QUEUE_URL", "completion")]
    [InlineData("CLASSIFIER_TIMEOUT", "")]
    [InlineData("CLASSIFIER_TIMEOUT", "901")]
    [InlineData("MAX_RECEIVE_COUNT", "")]
    [InlineData("MAX_RECEIVE_COUNT", "0")]
    [InlineData("VISIBILITY_TIMEOUT", "")]
    [InlineData("MAX_OBJECT_BYTES", "1000")]
    [InlineData("MAX_IMAGE_PIXELS", "0")]
    [InlineData("MAX_IMAGE_PIXELS", "178000001")]
    [InlineData("PARALLELISM", "65")]
    [InlineData("PARALLELISM", "two")]
    public void A_value_out_of_range_stops_the_start(string name, string value)
    {
        var variables = new Dictionary<string, string>(Right) { [name] = value };

        var read = () => ClassifierOptions.Read(new EnvironmentOptions(variables.GetValueOrDefault));

        read.ShouldThrow<ConfigurationException>();
    }
}
