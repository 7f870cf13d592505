using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner.Tests.Templates;

public sealed class SamConfigTests
{
    [Fact]
    public void Only_the_local_environment_is_read()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, """
            version = 0.1
            [default.deploy.parameters]
            stack_name = "production"
            parameter_overrides = "Size=9"
            [local.global.parameters]
            stack_name = "local"
            parameter_overrides = "Size=1 Name=\"two words\""
            """.Replace("\\\"", "\"", StringComparison.Ordinal));

        var config = SamConfig.Read(file);
        File.Delete(file);

        config.StackName.ShouldBe("local");
        config.ParameterOverrides.ShouldBe(new Dictionary<string, string> { ["Size"] = "1", ["Name"] = "two words" });
    }
}
