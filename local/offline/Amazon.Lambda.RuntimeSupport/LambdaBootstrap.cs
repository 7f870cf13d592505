using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The loop of a custom runtime: next invocation, handler, response or error, and again.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html</remarks>
public class LambdaBootstrap : IDisposable
{
    // An idle function's next invocation may be hours away; Lambda freezes it meanwhile.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(12);

    private readonly HttpClient _httpClient;
    private readonly bool _ownsHttpClient;
    private readonly LambdaBootstrapHandler _handler;
    private readonly LambdaBootstrapInitializer _initializer;
    private readonly ILambdaSerializer _serializer;
    private readonly RuntimeApi _runtime;

    public LambdaBootstrap(LambdaBootstrapHandler handler, LambdaBootstrapInitializer initializer = null)
        : this(null, handler, initializer, null)
    {
    }

    public LambdaBootstrap(HttpClient httpClient, LambdaBootstrapHandler handler, LambdaBootstrapInitializer initializer = null)
        : this(httpClient ?? throw new ArgumentNullException(nameof(httpClient)), handler, initializer, null)
    {
    }

    internal LambdaBootstrap(HttpClient httpClient, LambdaBootstrapHandler handler, LambdaBootstrapInitializer initializer, ILambdaSerializer serializer)
    {
        _ownsHttpClient = httpClient is null;
        _httpClient = httpClient ?? new HttpClient();
        _httpClient.Timeout = Patience;
        _handler = handler ?? throw new ArgumentNullException(nameof(handler));
        _initializer = initializer;
        _serializer = serializer;
        _runtime = new RuntimeApi(_httpClient);
    }

    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (!await InitializeAsync())
        {
            return;
        }

        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await InvokeOnceAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                // Either the caller ends the loop, or no invocation came for hours and the next poll may begin.
            }
        }
    }

    public void Dispose()
    {
        if (_ownsHttpClient)
        {
            _httpClient.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    private async Task<bool> InitializeAsync()
    {
        try
        {
            return _initializer is null || await _initializer();
        }
        catch (Exception exception)
        {
            Console.Error.WriteLine(exception);
            await _runtime.ReportInitializationErrorAsync(exception);
            throw;
        }
    }

    private async Task InvokeOnceAsync(CancellationToken cancellationToken)
    {
        var (input, context) = await _runtime.NextAsync(cancellationToken);
        context.Serializer = _serializer;
        using var invocation = new InvocationRequest(input, context);
        Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", context.TraceId);

        InvocationResponse response;
        try
        {
            response = await _handler(invocation);
        }
        catch (Exception exception)
        {
            // Whatever a handler throws is that invocation's outcome; the process stays for the next one.
            context.Logger.LogError(exception, null);
            await _runtime.ReportInvocationErrorAsync(context.AwsRequestId, exception, cancellationToken);
            return;
        }

        await using var output = response?.OutputStream ?? Stream.Null;
        await _runtime.SendResponseAsync(context.AwsRequestId, output, cancellationToken);
    }
}
