using System.Diagnostics;
using System.Threading.Channels;
using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner.Functions;

/// <summary>
/// A function of the template: its process and the Runtime API that feeds it. A process that ends is replaced, as on Lambda.
/// </summary>
internal sealed class LambdaFunction : IAsyncDisposable
{
    private static readonly TimeSpan RestartDelay = TimeSpan.FromSeconds(1);

    private readonly ProcessStartInfo _start;
    private readonly Action<string> _log;
    private readonly RuntimeApi _api;
    private readonly Channel<Invocation> _queue = Channel.CreateUnbounded<Invocation>();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _failedToStart = new();
    private Process? _process;
    private Task _running = Task.CompletedTask;

    /// <param name="start">Its program.</param>
    /// <param name="log">Gets what it writes.</param>
    public LambdaFunction(FunctionResource resource, ProcessStartInfo start, Action<string> log, TimeProvider time)
    {
        Resource = resource;
        _start = start;
        _log = log;
        _api = new(resource, _queue.Reader, log, Kill, time);
    }

    public FunctionResource Resource { get; }

    /// <summary>The latest process's, which may have ended.</summary>
    public int ProcessId { get; private set; }

    /// <summary>Processor time of its process so far.</summary>
    public TimeSpan ProcessorTime => _process!.TotalProcessorTime;

    /// <summary>Returns when the function waits for its first invocation.</summary>
    /// <exception cref="LocalException">It ended before.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _api.StartAsync(cancellationToken);
        _start.Environment["AWS_LAMBDA_RUNTIME_API"] = _api.Address;
        _running = KeepRunningAsync();
        if (await Task.WhenAny(_api.Polled, _failedToStart.Task).WaitAsync(cancellationToken) == _failedToStart.Task)
        {
            throw new LocalException($"{Resource.Name} did not start: {_api.InitError ?? $"artifacts/local/{Resource.Name}.log says why."}");
        }
    }

    public Task<InvocationResult> InvokeAsync(string payload, CancellationToken cancellationToken)
    {
        var invocation = new Invocation(payload);
        _queue.Writer.TryWrite(invocation);
        return invocation.Result.WaitAsync(cancellationToken);
    }

    /// <summary>Ends the process, as running out of time does.</summary>
    public void Kill()
    {
        try
        {
            _process?.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended meanwhile.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await _api.DisposeAsync();
        _stop.Dispose();
    }

    private async Task KeepRunningAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            using var process = _process = Process.Start(_start)!;
            ProcessId = process.Id;
            process.OutputDataReceived += (_, line) => Log(line.Data);
            process.ErrorDataReceived += (_, line) => Log(line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            try
            {
                await process.WaitForExitAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                Kill();
                break;
            }

            // In Lambda's words, which docs/operations.md searches for.
            var error = $"Runtime exited with error: {ExitOf(process.ExitCode)}";
            Log(_api.Polled.IsCompleted
                ? $"RequestId: {_api.CurrentId} Error: {error}"
                : "INIT_REPORT Phase: init Status: error Error Type: Runtime.ExitError");
            _api.FailCurrent("Runtime.ExitError", $"Error: {error}");
            _failedToStart.TrySetResult();
            await Task.Delay(RestartDelay, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>128 and a signal's number: the process was killed. 9 is also the out-of-memory killer's.</summary>
    private static string ExitOf(int code) => code switch
    {
        134 => "signal: aborted",
        137 => "signal: killed",
        139 => "signal: segmentation fault",
        _ => $"exit status {code}",
    };

    private void Log(string? line)
    {
        if (line is not null)
        {
            _log(line);
        }
    }
}
