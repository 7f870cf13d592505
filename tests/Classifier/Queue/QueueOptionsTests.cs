using ImageClassification.Classifier.Queue;
using ImageClassification.Hosting;

namespace ImageClassification.Classifier.Tests.Queue;

public sealed class QueueOptionsTests
{
    private static readonly Dictionary<string, string> Right = new()
    {
        ["MODELS_DIR"] = "/opt/models",
        ["MODEL"] = "clothing",
        ["BUCKET"] = "images",
        ["TABLE_NAME"] = "predictions",
        ["QUEUE_URL"] = "https://sqs.us-east-1.amazonaws.com/000000000000/work",
        ["COMPLETION_QUEUE_URL"] = "https://sqs.us-east-1.amazonaws.com/000000000000/completion",
        ["DEAD_LETTER_QUEUE_URL"] = "https://sqs.us-east-1.amazonaws.com/000000000000/dead",
        ["CLASSIFIER_TIMEOUT"] = "60",
        ["MAX_RECEIVE_COUNT"] = "5",
        ["VISIBILITY_TIMEOUT"] = "361",
    };

    [Fact]
    public void What_template_and_image_set_is_enough()
    {
        var options = QueueOptions.Read(new EnvironmentOptions(Right.GetValueOrDefault));

        (options.MaxObjectBytes, options.MaxImagePixels, options.MaxReceiveCount).ShouldBe((52_428_800, 64_000_000, 5));
        options.Parallelism.ShouldBe(1);
    }

    [Theory]
    [InlineData("1024", "", 2)]
    [InlineData("1769", "", 17)]
    [InlineData("1769", "524288000", 1)]
    [InlineData("3538", "1073741824", 2)]
    public void Objects_in_flight_are_as_many_as_the_memory_has_room_for(string memory, string maxObjectBytes, int inFlight)
    {
        var variables = new Dictionary<string, string>(Right)
        {
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = memory,
            ["MAX_OBJECT_BYTES"] = maxObjectBytes,
            ["PARALLELISM"] = memory == "3538" ? "2" : "1",
        };

        QueueOptions.Read(new EnvironmentOptions(variables.GetValueOrDefault)).InFlight.ShouldBe(inFlight);
    }

    [Theory]
    [InlineData("MODELS_DIR", "", "MODELS_DIR is not set; it must be the path of a folder.")]
    [InlineData("MODEL", "", "MODEL is not set; it must be a model's name, 1 to 100 letters, digits, dots, dashes and underscores.")]
    [InlineData("MODEL", "../elsewhere", "MODEL is \"../elsewhere\"; it must be a model's name, 1 to 100 letters, digits, dots, dashes and underscores.")]
    [InlineData("BUCKET", "Images", "BUCKET is \"Images\"; it must be 3 to 63 lower-case letters, digits, dots and dashes.")]
    [InlineData("TABLE_NAME", "my table", "TABLE_NAME is \"my table\"; it must be 3 to 255 letters, digits, dots, dashes and underscores.")]
    [InlineData("QUEUE_URL", "work", "QUEUE_URL is \"work\"; it must be an absolute URL, https or http.")]
    [InlineData("DEAD_LETTER_QUEUE_URL", "", "DEAD_LETTER_QUEUE_URL is not set; it must be an absolute URL, https or http.")]
    [InlineData("COMPLETION_QUEUE_URL", "completion", "COMPLETION_QUEUE_URL is \"completion\"; it must be an absolute URL, https or http.")]
    [InlineData("CLASSIFIER_TIMEOUT", "", "CLASSIFIER_TIMEOUT is not set; it must be a whole number from 1 to 900.")]
    [InlineData("CLASSIFIER_TIMEOUT", "901", "CLASSIFIER_TIMEOUT is \"901\"; it must be a whole number from 1 to 900.")]
    [InlineData("MAX_RECEIVE_COUNT", "", "MAX_RECEIVE_COUNT is not set; it must be a whole number from 1 to 1,000.")]
    [InlineData("MAX_RECEIVE_COUNT", "0", "MAX_RECEIVE_COUNT is \"0\"; it must be a whole number from 1 to 1,000.")]
    [InlineData("VISIBILITY_TIMEOUT", "", "VISIBILITY_TIMEOUT is not set; it must be a whole number from 1 to 43,200.")]
    [InlineData("MAX_OBJECT_BYTES", "1000", "MAX_OBJECT_BYTES is \"1000\"; it must be a whole number from 1,024 to 1,073,741,824.")]
    [InlineData("MAX_OBJECT_BYTES", "5000000000", "MAX_OBJECT_BYTES is \"5000000000\"; it must be a whole number from 1,024 to 1,073,741,824.")]
    [InlineData("MAX_IMAGE_PIXELS", "0", "MAX_IMAGE_PIXELS is \"0\"; it must be a whole number from 1 to 178,000,000.")]
    [InlineData("MAX_IMAGE_PIXELS", "178000001", "MAX_IMAGE_PIXELS is \"178000001\"; it must be a whole number from 1 to 178,000,000.")]
    [InlineData("PARALLELISM", "65", "PARALLELISM is \"65\"; it must be a whole number from 1 to 64.")]
    [InlineData("PARALLELISM", "two", "PARALLELISM is \"two\"; it must be a whole number from 1 to 64.")]
    [InlineData("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "-1", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE is \"-1\"; it must be a whole number from 128 to 10,240.")]
    public void A_value_out_of_range_stops_the_start_and_the_message_says_what_is_wrong_with_which(string name, string value, string message)
    {
        var variables = new Dictionary<string, string>(Right) { [name] = value };

        var read = () => QueueOptions.Read(new EnvironmentOptions(variables.GetValueOrDefault));

        read.ShouldThrow<ConfigurationException>().Message.ShouldStartWith($"The environment variable {message}");
    }
}
