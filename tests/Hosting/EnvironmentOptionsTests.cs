namespace ImageClassification.Hosting.Tests;

public sealed class EnvironmentOptionsTests
{
    private static readonly Dictionary<string, string> Variables =
        new() { ["SET"] = "value", ["EMPTY"] = "", ["FIVE"] = "5", ["WORD"] = "five", ["YES"] = "true" };

    private readonly EnvironmentOptions _environment = new(name => Variables.GetValueOrDefault(name));

    [Theory]
    [InlineData("MISSING")]
    [InlineData("EMPTY")]
    public void A_missing_variable_is_named(string name)
    {
        Action read = () => _environment.Folder(name);

        read.ShouldThrow<ConfigurationException>().Message.ShouldContain(name);
    }

    [Fact]
    public void A_word_is_no_number()
    {
        Action read = () => _environment.Int32("WORD", 1, 10);

        read.ShouldThrow<ConfigurationException>().Message.ShouldContain("\"five\"");
    }

    [Fact]
    public void A_flag_is_true_or_false_and_nothing_else()
    {
        Action read = () => _environment.Flag("WORD");

        (_environment.Flag("YES"), _environment.Flag("MISSING")).ShouldBe((true, false));
        read.ShouldThrow<ConfigurationException>().Message.ShouldContain("\"five\"");
    }

    [Fact]
    public void What_is_set_is_read_and_what_is_not_has_its_default()
    {
        var values = (_environment.Folder("SET"), _environment.Int32("FIVE", 1, 10, 1), _environment.Int32("MISSING", 1, 10, 1));

        values.ShouldBe(("value", 5, 1));
    }
}
