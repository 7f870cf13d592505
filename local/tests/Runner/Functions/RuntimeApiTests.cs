using System.Net;
using System.Threading.Channels;
using ImageClassification.Runner.Functions;
using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner.Tests.Functions;

public sealed class RuntimeApiTests : IAsyncLifetime
{
    private readonly Channel<Invocation> _queue = Channel.CreateUnbounded<Invocation>();
    private readonly TaskCompletionSource _overdue = new();
    private readonly HttpClient _http = new();
    private RuntimeApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await StartAsync(TimeSpan.FromMinutes(1));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task An_invocation_carries_its_id_deadline_and_payload()
    {
        var invocation = Enqueue("""{"a":1}""");

        using var next = await NextAsync();

        (await next.Content.ReadAsStringAsync(Cancellation)).ShouldBe("""{"a":1}""");
        next.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").ShouldBe([invocation.Id]);
        next.Headers.GetValues("Lambda-Runtime-Invoked-Function-Arn").ShouldBe(["arn:aws:lambda:us-east-1:000000000000:function:Echo"]);
        var deadline = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(next.Headers.GetValues("Lambda-Runtime-Deadline-Ms").Single()));
        (deadline - TimeProvider.System.GetUtcNow()).ShouldBeInRange(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
        _api.Polled.IsCompleted.ShouldBeTrue();
    }

    [Theory]
    [InlineData("response", false)]
    [InlineData("error", true)]
    public async Task What_the_function_posts_is_the_result(string outcome, bool failed)
    {
        var invocation = Enqueue("{}");
        using var next = await NextAsync();

        using var answer = await PostAsync($"invocation/{invocation.Id}/{outcome}", "\"done\"");

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldBe("""{"status":"OK"}""");
        (await invocation.Result).ShouldBe(new InvocationResult("\"done\"", failed));
    }

    [Fact]
    public async Task An_answer_to_another_invocation_is_ignored()
    {
        var invocation = Enqueue("{}");
        using var next = await NextAsync();

        using var answer = await PostAsync("invocation/other/response", "1");

        invocation.Result.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task An_invocation_that_takes_too_long_fails()
    {
        await _api.DisposeAsync();
        await StartAsync(TimeSpan.FromMilliseconds(50));
        var invocation = Enqueue("{}");
        using var next = await NextAsync();

        var result = await invocation.Result.WaitAsync(Cancellation);

        result.Failed.ShouldBeTrue();
        result.Payload.ShouldContain("Sandbox.Timedout");
        await _overdue.Task.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task The_process_s_end_fails_the_invocation_that_it_held()
    {
        var invocation = Enqueue("{}");
        using var next = await NextAsync();

        _api.FailCurrent("Runtime.ExitError", "ended");

        (await invocation.Result).ShouldBe(new InvocationResult("""{"errorType":"Runtime.ExitError","errorMessage":"ended"}""", Failed: true));
    }

    [Fact]
    public async Task Why_a_function_cannot_start_is_kept()
    {
        using var answer = await PostAsync("init/error", """{"errorMessage":"MODEL is missing"}""");

        _api.InitError.ShouldBe("MODEL is missing");
    }

    private Invocation Enqueue(string payload)
    {
        var invocation = new Invocation(payload);
        _queue.Writer.TryWrite(invocation);
        return invocation;
    }

    private Task<HttpResponseMessage> NextAsync() => _http.GetAsync($"http://{_api.Address}/2018-06-01/runtime/invocation/next", Cancellation);

    private Task<HttpResponseMessage> PostAsync(string path, string body) =>
        _http.PostAsync($"http://{_api.Address}/2018-06-01/runtime/{path}", new StringContent(body), Cancellation);

    private Task StartAsync(TimeSpan timeout)
    {
        var function = new FunctionResource("Echo", "functions/Echo", timeout, 128, new Dictionary<string, string>(), [], 0, null);
        _api = new(function, _queue.Reader, _ => { }, () => _overdue.TrySetResult(), TimeProvider.System);
        return _api.StartAsync(Cancellation);
    }
}
