using System.Reflection;

namespace ImageClassification.Contracts.Tests;

public sealed class ErrorCodeTests
{
    [Fact]
    public void Every_code_is_listed()
    {
        var codes = typeof(ErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);

        ErrorCode.All.ShouldBe(codes, ignoreOrder: true);
    }
}
