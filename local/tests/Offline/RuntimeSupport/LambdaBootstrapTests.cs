using System.Text.Json;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using ImageClassification.Offline.Serialization;

namespace ImageClassification.Offline.RuntimeSupport;

[Collection(nameof(ProcessEnvironment))]
public sealed class LambdaBootstrapTests : IAsyncDisposable
{
    private static readonly SourceGeneratorLambdaJsonSerializer<EventJson> Serializer = new();

    private readonly RuntimeApiServer _runtime = new();
    private readonly EnvironmentVariables _environment;
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly TextWriter _standardOutput = Console.Out;
    private readonly StringWriter _log = new();
    private readonly DateTimeOffset _deadline = TimeProvider.System.GetUtcNow().AddMinutes(1);

    public LambdaBootstrapTests()
    {
        _environment = new(
            ("AWS_LAMBDA_RUNTIME_API", _runtime.HostAndPort),
            ("AWS_LAMBDA_FUNCTION_NAME", "classifier"),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "3008"),
            ("_X_AMZN_TRACE_ID", null));
        Console.SetOut(_log); // standard output belongs to the test runner
    }

    public async ValueTask DisposeAsync()
    {
        Console.SetOut(_standardOutput);
        _environment.Dispose();
        _stop.Dispose();
        await _runtime.DisposeAsync();
    }

    [Fact]
    public async Task Each_invocation_is_handled_and_answered_in_turn()
    {
        var run = RunAsync(LambdaBootstrapBuilder.Create<string, string>(
            (input, context) => Task.FromResult(input + context.AwsRequestId), Serializer));

        _runtime.Invoke("r1", "\"a\"", _deadline);
        var first = await _runtime.NextPostAsync(_stop.Token);
        _runtime.Invoke("r2", "\"b\"", _deadline);
        var second = await _runtime.NextPostAsync(_stop.Token);
        await StopAsync(run);

        first.Path.ShouldBe("/2018-06-01/runtime/invocation/r1/response");
        first.Body.ShouldBe("\"ar1\"");
        second.Path.ShouldBe("/2018-06-01/runtime/invocation/r2/response");
        second.Body.ShouldBe("\"br2\"");
    }

    [Fact]
    public async Task A_handler_that_throws_fails_its_invocation_and_the_next_one_is_served()
    {
        var run = RunAsync(LambdaBootstrapBuilder.Create<string, string>(
            (input, _) => input.Length == 0
                ? throw new InvalidOperationException("no \"name\"", new FormatException("inner"))
                : Task.FromResult(input),
            Serializer));

        _runtime.Invoke("r1", "\"\"", _deadline);
        var error = await _runtime.NextPostAsync(_stop.Token);
        _runtime.Invoke("r2", "\"a\"", _deadline);
        var response = await _runtime.NextPostAsync(_stop.Token);
        await StopAsync(run);

        error.Path.ShouldBe("/2018-06-01/runtime/invocation/r1/error");
        error.Headers["Lambda-Runtime-Function-Error-Type"].ShouldBe("InvalidOperationException");
        error.Headers["Content-Type"].ShouldBe("application/vnd.aws.lambda.error+json");
        var json = JsonDocument.Parse(error.Body).RootElement;
        json.GetProperty("errorType").GetString().ShouldBe("InvalidOperationException");
        json.GetProperty("errorMessage").GetString().ShouldBe("no \"name\"");
        json.GetProperty("stackTrace")[0].GetString()!.ShouldStartWith("at ");
        json.GetProperty("cause").GetProperty("errorType").GetString().ShouldBe("FormatException");
        response.Path.ShouldBe("/2018-06-01/runtime/invocation/r2/response");
        _log.ToString().ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\tr1\tfail\tSystem\.InvalidOperationException: no ""name""");
    }

    [Fact]
    public async Task A_failure_that_is_accepted_without_a_body_ends_the_process()
    {
        _runtime.Accepted = "";
        var run = RunAsync(LambdaBootstrapBuilder.Create<string, string>((_, _) => throw new InvalidOperationException("no"), Serializer));

        _runtime.Invoke("r1", "\"\"", _deadline);

        await Should.ThrowAsync<Exception>(run.WaitAsync(TimeSpan.FromMinutes(1), _stop.Token));
        run.IsFaulted.ShouldBeTrue();
    }

    [Fact]
    public async Task The_heap_is_kept_within_the_functions_memory()
    {
        var run = RunAsync(Echo());
        _runtime.Invoke("r1", "\"\"", _deadline);
        await _runtime.NextPostAsync(_stop.Token);
        await StopAsync(run);

        GC.Collect();

        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes.ShouldBe(3008L << 20);
    }

    [Fact]
    public async Task An_event_that_is_not_the_handlers_type_fails_its_invocation()
    {
        var run = RunAsync(Echo());

        _runtime.Invoke("r1", "[]", _deadline);
        var error = await _runtime.NextPostAsync(_stop.Token);
        await StopAsync(run);

        error.Path.ShouldBe("/2018-06-01/runtime/invocation/r1/error");
        error.Headers["Lambda-Runtime-Function-Error-Type"].ShouldBe(nameof(JsonSerializerException));
    }

    [Fact]
    public async Task The_context_says_what_the_headers_say()
    {
        var remaining = TimeSpan.Zero;
        string? trace = null;
        var run = RunAsync(LambdaBootstrapBuilder.Create<string, string>(
            (_, context) =>
            {
                (remaining, trace) = (context.RemainingTime, Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"));
                return Task.FromResult(context.AwsRequestId);
            },
            Serializer));

        _runtime.Invoke("r1", "\"\"", _deadline);
        var response = await _runtime.NextPostAsync(_stop.Token);
        await StopAsync(run);

        response.Body.ShouldBe("\"r1\"");
        trace.ShouldBe("Root=1-r1");
        remaining.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task An_initializer_that_throws_is_reported_and_ends_the_process()
    {
        var builder = Echo().UseBootstrapHandler(() => throw new InvalidOperationException("no model"));

        await Should.ThrowAsync<InvalidOperationException>(RunAsync(builder));
        var error = await _runtime.NextPostAsync(_stop.Token);

        error.Path.ShouldBe("/2018-06-01/runtime/init/error");
        error.Body.ShouldContain("no model");
    }

    [Fact]
    public async Task An_initializer_that_says_no_ends_the_process_without_a_word()
    {
        var builder = Echo().UseBootstrapHandler(() => Task.FromResult(false));

        await RunAsync(builder);

        _runtime.IsPosted.ShouldBeFalse();
    }

    private static LambdaBootstrapBuilder Echo() =>
        LambdaBootstrapBuilder.Create<string, string>((input, _) => Task.FromResult(input), Serializer);

    private async Task RunAsync(LambdaBootstrapBuilder builder)
    {
        using var bootstrap = builder.Build();
        await bootstrap.RunAsync(_stop.Token);
    }

    private async Task StopAsync(Task run)
    {
        await _stop.CancelAsync();
        await run;
    }
}
