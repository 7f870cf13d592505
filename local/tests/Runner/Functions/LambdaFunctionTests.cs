using System.Diagnostics;
using ImageClassification.Runner.Functions;
using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner.Tests.Functions;

public sealed class LambdaFunctionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_that_ends_before_its_first_invocation_did_not_start()
    {
        await using var function = FunctionOf("exit 3");

        var refusal = await Should.ThrowAsync<LocalException>(() => function.StartAsync(Cancellation));

        refusal.Message.ShouldStartWith("Echo did not start");
    }

    [Fact]
    public async Task A_process_that_ends_fails_its_invocation_and_is_replaced()
    {
        await using var function = FunctionOf("curl -s http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/next; exit 7");
        await function.StartAsync(Cancellation);

        var first = await function.InvokeAsync("{}", Cancellation);
        var second = await function.InvokeAsync("{}", Cancellation);

        first.Payload.ShouldContain("Runtime.ExitError");
        second.Payload.ShouldContain("exit status 7");
    }

    private static LambdaFunction FunctionOf(string script)
    {
        var resource = new FunctionResource("Echo", "functions/Echo", TimeSpan.FromMinutes(1), 128, new Dictionary<string, string>(), [], 0, null);
        var start = new ProcessStartInfo("sh", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        return new(resource, start, _ => { }, TimeProvider.System);
    }
}
