using System.Collections.Concurrent;
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

    [Theory]
    [InlineData("exit 7", "Runtime exited with error: exit status 7")]
    [InlineData("kill -9 $$", "Runtime exited with error: signal: killed")]
    [InlineData("kill -6 $$", "Runtime exited with error: signal: aborted")]
    [InlineData("exec sleep 600", "Task timed out after 1.00 seconds")]
    public async Task However_an_invocation_ends_without_an_answer_the_runbooks_query_finds_it(string end, string found)
    {
        var log = new ConcurrentQueue<string>();
        await using (var function = FunctionOf(
            $"curl -s http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/next > /dev/null; {end}", TimeSpan.FromSeconds(1), log))
        {
            await function.StartAsync(Cancellation);
            (await function.InvokeAsync("{}", Cancellation)).Failed.ShouldBeTrue();
        }

        log.Where(line => Runbook.Query.IsMatch(line)).ShouldContain(line => line.EndsWith(found, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_start_that_fails_is_found_by_the_runbooks_query()
    {
        var log = new ConcurrentQueue<string>();
        await using var function = FunctionOf("exit 3", TimeSpan.FromSeconds(1), log);

        await Should.ThrowAsync<LocalException>(() => function.StartAsync(Cancellation));

        log.ShouldContain(line => Runbook.Query.IsMatch(line));
    }

    private static LambdaFunction FunctionOf(string script, TimeSpan? timeout = null, ConcurrentQueue<string>? log = null)
    {
        var resource = new FunctionResource("Echo", "functions/Echo", timeout ?? TimeSpan.FromMinutes(1), 128, new Dictionary<string, string>(), [], 0, null);
        var start = new ProcessStartInfo("sh", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        return new(resource, start, line => log?.Enqueue(line), TimeProvider.System);
    }
}
