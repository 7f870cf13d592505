using ImageClassification.Hosting;

namespace ImageClassification.Query.Tests;

public sealed class QueryOptionsTests
{
    [Theory]
    [InlineData("TABLE_NAME", "", "TABLE_NAME is not set; it must be 3 to 255 letters, digits, dots, dashes and underscores.")]
    [InlineData("TABLE_NAME", "my table", "TABLE_NAME is \"my table\"; it must be 3 to 255 letters, digits, dots, dashes and underscores.")]
    [InlineData("BUCKET", "", "BUCKET is not set; it must be 3 to 63 lower-case letters, digits, dots and dashes.")]
    [InlineData("BUCKET", "Images", "BUCKET is \"Images\"; it must be 3 to 63 lower-case letters, digits, dots and dashes.")]
    [InlineData("DATA_BUCKET", "", "DATA_BUCKET is not set; it must be 3 to 63 lower-case letters, digits, dots and dashes.")]
    [InlineData("ALLOW_UPLOADS", "yes", "ALLOW_UPLOADS is \"yes\"; it must be true or false.")]
    [InlineData("QUEUE_URL", "", "QUEUE_URL is not set; it must be an absolute URL, https or http.")]
    [InlineData("QUEUE_URL", "queue", "QUEUE_URL is \"queue\"; it must be an absolute URL, https or http.")]
    [InlineData("MAX_OBJECT_BYTES", "1023", "MAX_OBJECT_BYTES is \"1023\"; it must be a whole number from 1,024 to 1,073,741,824.")]
    [InlineData("CLASSIFIER_TIMEOUT", "", "CLASSIFIER_TIMEOUT is not set; it must be a whole number from 1 to 900.")]
    [InlineData("CLASSIFIER_TIMEOUT", "901", "CLASSIFIER_TIMEOUT is \"901\"; it must be a whole number from 1 to 900.")]
    public void A_value_out_of_range_stops_the_start(string name, string value, string message)
    {
        var variables = new Dictionary<string, string>
        {
            ["TABLE_NAME"] = "predictions",
            ["BUCKET"] = "images",
            ["DATA_BUCKET"] = "data",
            ["QUEUE_URL"] = "http://127.0.0.1:1/queue",
            ["CLASSIFIER_TIMEOUT"] = "60",
            [name] = value,
        };

        var read = () => QueryOptions.Read(new EnvironmentOptions(variables.GetValueOrDefault));

        read.ShouldThrow<ConfigurationException>().Message.ShouldStartWith($"The environment variable {message}");
    }
}
