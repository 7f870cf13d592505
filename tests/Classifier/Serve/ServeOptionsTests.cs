using ImageClassification.Classifier.Serve;
using ImageClassification.Hosting;

namespace ImageClassification.Classifier.Tests.Serve;

public sealed class ServeOptionsTests
{
    private static readonly Dictionary<string, string> FromTheImage = new() { ["MODELS_DIR"] = "/opt/models", ["MODEL"] = "clothing" };

    [Fact]
    public void What_the_image_sets_is_enough()
    {
        var options = Read([], processors: 4, megabytes: 8192);

        (options.Port, options.IsAzure, options.Parallelism, options.QueueLength, options.Patience).ShouldBe((8080, false, 4, 100, TimeSpan.FromSeconds(9)));
    }

    [Theory]
    [InlineData(8, 512, 1)]
    [InlineData(8, 1536, 2)]
    [InlineData(8, 8192, 8)]
    [InlineData(128, 1 << 20, 64)]
    public void As_many_pictures_are_decoded_at_a_time_as_processors_and_memory_allow(int processors, int megabytes, int expected)
    {
        var options = Read([], processors, megabytes);

        options.Parallelism.ShouldBe(expected);
    }

    [Theory]
    [InlineData(512, 50)]
    [InlineData(8192, 5760)]
    public void Bodies_may_take_what_the_memory_leaves_and_one_for_each_processor_at_least(int megabytes, int expected)
    {
        var options = Read([], processors: 4, megabytes);

        (options.HeldBytes >> 20).ShouldBe(expected);
    }

    [Fact]
    public void The_port_that_Azure_Functions_gives_is_the_one()
    {
        var options = Read(new() { ["PORT"] = "80", ["FUNCTIONS_CUSTOMHANDLER_PORT"] = "41234" });

        (options.Port, options.IsAzure).ShouldBe((41234, true));
    }

    [Theory]
    [InlineData("MODEL", "", "MODEL is not set; it must be a model's name, 1 to 100 letters, digits, dots, dashes and underscores.")]
    [InlineData("PORT", "0", "PORT is \"0\"; it must be a whole number from 1 to 65,535.")]
    [InlineData("PORT", "http", "PORT is \"http\"; it must be a whole number from 1 to 65,535.")]
    [InlineData("FUNCTIONS_CUSTOMHANDLER_PORT", "65536", "FUNCTIONS_CUSTOMHANDLER_PORT is \"65536\"; it must be a whole number from 1 to 65,535.")]
    [InlineData("PARALLELISM", "65", "PARALLELISM is \"65\"; it must be a whole number from 1 to 64.")]
    [InlineData("QUEUE_LENGTH", "-1", "QUEUE_LENGTH is \"-1\"; it must be a whole number from 0 to 10,000.")]
    [InlineData("STOP_SECONDS", "0", "STOP_SECONDS is \"0\"; it must be a whole number from 1 to 3,600.")]
    public void A_value_out_of_range_stops_the_start(string name, string value, string message)
    {
        var read = () => Read(new() { [name] = value });

        read.ShouldThrow<ConfigurationException>().Message.ShouldStartWith($"The environment variable {message}");
    }

    private static ServeOptions Read(Dictionary<string, string> variables, int processors = 2, int megabytes = 2048) => ServeOptions.Read(
        new EnvironmentOptions(name => variables.GetValueOrDefault(name) ?? FromTheImage.GetValueOrDefault(name)), processors, megabytes);
}
