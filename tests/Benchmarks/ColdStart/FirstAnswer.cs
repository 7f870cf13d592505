using System.Diagnostics;
using System.Threading.Channels;
using ImageClassification.Runner.Functions;
using ImageClassification.Runner.Templates;

namespace ImageClassification.Benchmarks.ColdStart;

/// <summary>From the start of a process to its first answer, and on to its hundredth.</summary>
internal static class FirstAnswer
{
    private const int Requests = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Of a function, over the local Runtime API, where its first event waits for it.</summary>
    /// <param name="start">Its program, which is ended when it has answered.</param>
    public static async Task<StartTimes> OfFunctionAsync(ProcessStartInfo start, string payload)
    {
        var function = new FunctionResource("Cold", "", Patience, 1769, new Dictionary<string, string>(), [], 0, null);
        var queue = Channel.CreateUnbounded<Invocation>();
        await using var api = new RuntimeApi(function, queue.Reader, _ => { }, () => { }, TimeProvider.System);
        await api.StartAsync(CancellationToken.None);
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = api.Address;
        start.RedirectStandardOutput = true;
        var first = AskAsync();

        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { }; // its log, which would fill the pipe
        process.BeginOutputReadLine();
        await api.Polled.WaitAsync(Patience);
        var ready = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        await first;
        var answered = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        var cpu = process.TotalProcessorTime.TotalMilliseconds;
        var last = 0L;
        for (var request = 2; request <= Requests; request++)
        {
            last = Stopwatch.GetTimestamp();
            await AskAsync();
        }

        var hundredth = Stopwatch.GetElapsedTime(last).TotalMilliseconds;
        process.Refresh();
        var megabytes = process.PeakWorkingSet64 / 1e6;
        process.Kill();
        await process.WaitForExitAsync();
        return new(ready, answered, cpu, hundredth, megabytes);

        async Task AskAsync()
        {
            var invocation = new Invocation(payload);
            queue.Writer.TryWrite(invocation);
            var result = await invocation.Result.WaitAsync(Patience);
            if (result.Failed)
            {
                throw new InvalidOperationException(result.Payload);
            }
        }
    }

    /// <summary>Of peers/Bare, which says so when it has loaded and run the model.</summary>
    public static async Task<StartTimes> OfBareAsync(ProcessStartInfo start)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = true;
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync();
        var answered = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        var cpu = process.TotalProcessorTime.TotalMilliseconds;
        process.Kill();
        await process.WaitForExitAsync();
        var loadAndRun = System.Text.Json.JsonDocument.Parse(line!).RootElement.GetProperty("loadAndRun").GetDouble();
        return new(answered - loadAndRun, answered, cpu);
    }
}
