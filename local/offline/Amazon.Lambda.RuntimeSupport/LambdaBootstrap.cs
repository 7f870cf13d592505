using System.Globalization;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The loop of a custom runtime: next invocation, handler, response or error, and again.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html</remarks>
public class LambdaBootstrap : IDisposable
{
    // An idle function's next invocation may be hours away; Lambda freezes it meanwhile.
    private readonly HttpClient _httpClient = new() { Timeout = TimeSpan.FromHours(12) };
    private readonly Func<Stream, ILambdaContext, Task<Stream>> _handler;
    private readonly LambdaBootstrapInitializer _initializer;
    private readonly RuntimeApi _runtime;

    internal LambdaBootstrap(Func<Stream, ILambdaContext, Task<Stream>> handler, LambdaBootstrapInitializer initializer)
    {
        _handler = handler;
        _initializer = initializer;
        _runtime = new RuntimeApi(_httpClient);
    }

    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        MemoryLimit.Apply();
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
        _httpClient.Dispose();
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
            WriteToLog("", exception);
            await _runtime.ReportInitializationErrorAsync(exception);
            throw;
        }
    }

    private async Task InvokeOnceAsync(CancellationToken cancellationToken)
    {
        var (input, context) = await _runtime.NextAsync(cancellationToken);
        Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", context.TraceId);

        Stream output;
        try
        {
            output = await _handler(input, context);
        }
        catch (Exception exception)
        {
            // Anything that a handler throws is that invocation's outcome; the process stays for the next one.
            WriteToLog(context.AwsRequestId, exception);
            await _runtime.ReportInvocationErrorAsync(context.AwsRequestId, exception, cancellationToken);
            return;
        }

        await _runtime.SendResponseAsync(context.AwsRequestId, output, cancellationToken);
    }

    private static void WriteToLog(string awsRequestId, Exception exception) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ}\t{awsRequestId}\tfail\t{exception}"));
}
