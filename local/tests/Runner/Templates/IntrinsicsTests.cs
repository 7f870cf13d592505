namespace ImageClassification.Runner.Tests.Templates;

public sealed class IntrinsicsTests
{
    private const string Parameters = """
        Parameters:
          Size: { Type: Number, Default: 10 }
          Key: { Type: String, Default: "" }
        Conditions:
          HasKey: !Not [!Equals [!Ref Key, ""]]
          IsTen: !Equals [!Ref Size, 10]
          Both: !And [!Condition HasKey, !Condition IsTen]
          Either: !Or [!Condition HasKey, Condition: IsTen]
        """;

    private const string Queue = """
          Work:
            Type: AWS::SQS::Queue
        """;

    [Theory]
    [InlineData("!Ref Size", "10")]
    [InlineData("{ Ref: Size }", "10")]
    [InlineData("!Ref AWS::Region", "us-east-1")]
    [InlineData("!Ref Work", "http://127.0.0.1:9/000000000000/stack-Work")]
    [InlineData("!GetAtt Work.Arn", "arn:aws:sqs:us-east-1:000000000000:stack-Work")]
    [InlineData("{ 'Fn::GetAtt': [Work, QueueName] }", "stack-Work")]
    [InlineData("!Sub '${AWS::StackName}-${Size}-${Work.QueueName}-${!Literal}'", "stack-10-stack-Work-${Literal}")]
    [InlineData("!Sub ['${A}/${Size}', { A: !Ref Size }]", "10/10")]
    [InlineData("!Join ['-', [a, !Ref Size]]", "a-10")]
    [InlineData("!Select [1, [a, b]]", "b")]
    [InlineData("!If [HasKey, yes, no]", "no")]
    [InlineData("!If [IsTen, yes, no]", "yes")]
    [InlineData("!If [Both, yes, no]", "no")]
    [InlineData("!If [Either, yes, no]", "yes")]
    public void A_function_is_replaced_by_its_value(string text, string value)
    {
        var variables = ScratchTemplate.ReadVariables($"V: {text}", Queue, Parameters);

        variables["V"].ShouldBe(value);
    }

    [Fact]
    public void An_override_goes_before_the_default()
    {
        var variables = ScratchTemplate.ReadVariables("V: !If [HasKey, !Ref Key, none]", Queue, Parameters, new() { ["Key"] = "k" });

        variables["V"].ShouldBe("k");
    }

    [Fact]
    public void A_value_that_is_no_value_is_left_out()
    {
        var variables = ScratchTemplate.ReadVariables("V: !If [HasKey, !Ref Key, !Ref AWS::NoValue]\nW: w", Queue, Parameters);

        variables.Keys.ShouldBe(["W"]);
    }

    [Theory]
    [InlineData("!ImportValue x", "ImportValue is not supported")]
    [InlineData("{ 'Fn::Base64': x }", "Base64 is not supported")]
    [InlineData("!Ref Nothing", "Nothing is not defined")]
    [InlineData("!GetAtt Work.Color", "Work.Color is not supported")]
    public void What_is_not_understood_is_refused_by_name_and_line(string text, string message)
    {
        var refusal = Should.Throw<LocalException>(() => ScratchTemplate.ReadVariables($"V: {text}", Queue, Parameters));

        refusal.Message.ShouldContain(message);
        refusal.Message.ShouldMatch("^template.yaml, line [0-9]+: ");
    }
}
