using System.Text.Json;
using Amazon.Lambda.Core;
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
    private readonly DateTimeOffset _deadline = TimeProvider.System.GetUtcNow().AddMinutes(1);

    public LambdaBootstrapTests() => _environment = new(
        ("AWS_LAMBDA_RUNTIME_API", _runtime.HostAndPort),
        ("AWS_LAMBDA_FUNCTION_NAME", "classifier"),
        ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "2048"),
        ("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/classifier"),
        ("AWS_LAMBDA_LOG_STREAM_NAME", "stream"),
        ("AWS_DOTNET_LAMBDA_DISABLE_MEMORY_LIMIT_CHECK", "true"),
        ("_X_AMZN_TRACE_ID", null));

    public async ValueTask DisposeAsync()
    {
        _environment.Dispose();
        _stop.Dispose();
        await _runtime.DisposeAsync();
    }

    [Fact]
    public async Task Each_invocation_is_handled_and_answered_in_turn()
    {
        var run = RunAsync(LambdaBootstrapBuilder.Create<Payload, Payload>(
            (Payload input, ILambdaContext context) => Task.FromResult(input with { FirstName = input.FirstName + context.AwsRequestId }),
            Serializer));

        _runtime.Invoke("r1", """{"firstName":"a","when":0}""", _deadline);
        var first = await _runtime.NextPostAsync(_stop.Token);
        _runtime.Invoke("r2", """{"firstName":"b","when":0}""", _deadline);
        var second = await _runtime.NextPostAsync(_stop.Token);
        await StopAsync(run);

        first.Path.ShouldBe("/2018-06-01/runtime/invocation/r1/response");
        first.Body.ShouldBe("""{"FirstName":"ar1","When":"1970-01-01T00:00:00Z"}""");
        second.Path.ShouldBe("/2018-06-01/runtime/invocation/r2/response");
        second.Body.ShouldContain("br2");
    }

    [Fact]
    public async Task A_handler_that_throws_fails_its_invocation_and_the_next_one_is_served()
    {
        var run = RunAsync(LambdaBootstrapBuilder.Create<Payload, Payload>(
            (Payload input, ILambdaContext _) => input.FirstName is null
                ? throw new InvalidOperationException("no \"name\"", new FormatException("inner"))
                : Task.FromResult(input),
            Serializer));

        _runtime.Invoke("r1", """{"when":0}""", _deadline);
        var error = await _runtime.NextPostAsync(_stop.Token);
        _runtime.Invoke("r2", """{"firstName":"a","when":0}""", _deadline);
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
    }

    [Fact]
    public async Task An_event_that_is_not_the_handlers_type_fails_its_invocation()
    {
        var run = RunAsync(LambdaBootstrapBuilder.Create<Payload>((Payload _, ILambdaContext _) => Task.CompletedTask, Serializer));

        _runtime.Invoke("r1", "[]", _deadline);
        var error = await _runtime.NextPostAsync(_stop.Token);
        await StopAsync(run);

        error.Path.ShouldBe("/2018-06-01/runtime/invocation/r1/error");
        error.Headers["Lambda-Runtime-Function-Error-Type"].ShouldBe(nameof(JsonSerializerException));
    }

    [Fact]
    public async Task The_context_says_what_the_headers_and_the_environment_say()
    {
        ILambdaContext? seen = null;
        var remaining = TimeSpan.Zero;
        string? trace = null;
        var run = RunAsync(LambdaBootstrapBuilder.Create<Payload>(
            (Payload _, ILambdaContext context) =>
            {
                (seen, remaining, trace) = (context, context.RemainingTime, Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"));
                return Task.CompletedTask;
            },
            Serializer));

        _runtime.Invoke("r1", """{"when":0}""", _deadline);
        var response = await _runtime.NextPostAsync(_stop.Token);
        await StopAsync(run);

        response.Body.ShouldBeEmpty();
        seen.ShouldNotBeNull();
        seen.AwsRequestId.ShouldBe("r1");
        seen.FunctionName.ShouldBe("classifier");
        seen.FunctionVersion.ShouldBe("$LATEST");
        seen.MemoryLimitInMB.ShouldBe(2048);
        seen.LogGroupName.ShouldBe("/aws/lambda/classifier");
        seen.LogStreamName.ShouldBe("stream");
        seen.InvokedFunctionArn.ShouldBe("arn:aws:lambda:eu-west-1:123456789012:function:classifier");
        seen.TraceId.ShouldBe("Root=1-r1");
        seen.Serializer.ShouldBeSameAs(Serializer);
        trace.ShouldBe("Root=1-r1");
        remaining.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_stream_handler_needs_no_serializer()
    {
        var run = RunAsync(LambdaBootstrapBuilder.Create((Stream input, ILambdaContext _) => Task.FromResult(input)));

        _runtime.Invoke("r1", "not JSON", _deadline);
        var response = await _runtime.NextPostAsync(_stop.Token);
        await StopAsync(run);

        response.Body.ShouldBe("not JSON");
    }

    [Fact]
    public async Task A_synchronous_handler_is_served_too()
    {
        var run = RunAsync(LambdaBootstrapBuilder.Create<Payload, Payload>((Payload input, ILambdaContext _) => input, Serializer));

        _runtime.Invoke("r1", """{"firstName":"a","when":0}""", _deadline);
        var response = await _runtime.NextPostAsync(_stop.Token);
        await StopAsync(run);

        response.Body.ShouldContain("\"a\"");
    }

    [Fact]
    public async Task An_initializer_that_throws_is_reported_and_ends_the_process()
    {
        var builder = LambdaBootstrapBuilder.Create((Stream input, ILambdaContext _) => Task.FromResult(input))
            .UseBootstrapHandler(() => throw new InvalidOperationException("no model"));

        await Should.ThrowAsync<InvalidOperationException>(RunAsync(builder));
        var error = await _runtime.NextPostAsync(_stop.Token);

        error.Path.ShouldBe("/2018-06-01/runtime/init/error");
        error.Body.ShouldContain("no model");
    }

    [Fact]
    public async Task An_initializer_that_says_no_ends_the_process_without_a_word()
    {
        var builder = LambdaBootstrapBuilder.Create((Stream input, ILambdaContext _) => Task.FromResult(input))
            .UseBootstrapHandler(() => Task.FromResult(false));

        await RunAsync(builder);

        _runtime.IsPosted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_given_http_client_is_used_and_left_open()
    {
        using var httpClient = new HttpClient();
        httpClient.DefaultRequestHeaders.Add("X-Test", "mine");
        var run = RunAsync(LambdaBootstrapBuilder.Create((Stream input, ILambdaContext _) => Task.FromResult(input)).UseHttpClient(httpClient));

        _runtime.Invoke("r1", "{}", _deadline);
        var response = await _runtime.NextPostAsync(_stop.Token);
        await StopAsync(run);

        response.Headers["X-Test"].ShouldBe("mine");
    }

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
