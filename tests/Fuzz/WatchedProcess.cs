using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ImageClassification.Fuzz;

/// <summary>
/// A process that inputs are tried on, started again after one has ended it. The kernel sets it no limit, since .NET
/// reserves far more addresses than it uses: its memory is looked at while it works, and it is killed past the limit.
/// </summary>
/// <param name="start">The program: reads inputs, each after its length, answers with outcome, peak and detail between tabs.</param>
/// <param name="patience">How long an input may take of a processor: a busy machine is no hang. Ten times as long by the clock.</param>
/// <param name="mostBytes">The memory that the process may hold at any time.</param>
internal sealed class WatchedProcess(ProcessStartInfo start, TimeSpan patience, long mostBytes) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private Process? _process;

    /// <summary>This program's own <see cref="Target"/>; its managed heap is limited besides.</summary>
    public static ProcessStartInfo Target => new("dotnet", [typeof(Target).Assembly.Location, Program.TargetArgument])
    {
        Environment = { ["DOTNET_GCHeapHardLimit"] = "0x10000000" },
    };

    public async Task<Verdict> TryAsync(byte[] input, CancellationToken cancellationToken)
    {
        var process = _process ??= Start();
        var (started, busyBefore) = (Stopwatch.GetTimestamp(), BusyTime(process));
        var answer = AskAsync(process, input, cancellationToken);
        while (await Task.WhenAny(answer, Task.Delay(Interval, cancellationToken)) != answer)
        {
            process.Refresh();
            if (PeakBytes(process) > mostBytes)
            {
                return End(Verdict.Memory, $"more than {mostBytes >> 20} MB", started);
            }

            if (BusyTime(process) - busyBefore > patience || Stopwatch.GetElapsedTime(started) > 10 * patience)
            {
                return End(Verdict.Hang, $"no answer in {patience.TotalSeconds:N0} s", started);
            }
        }

        if (await answer is not { } line)
        {
            await process.WaitForExitAsync(cancellationToken);
            return End(Verdict.Crash, $"exit code {process.ExitCode}", started);
        }

        var parts = line.Split('\t', 3);
        var verdict = new Verdict(parts[0], parts[2], Stopwatch.GetElapsedTime(started), long.Parse(parts[1], CultureInfo.InvariantCulture));
        return verdict.PeakBytes > mostBytes ? End(Verdict.Memory, $"{verdict.PeakBytes >> 20} MB, then {verdict.Outcome}", started) : verdict;
    }

    public void Dispose()
    {
        _process?.Kill();
        _process?.Dispose();
        _process = null;
    }

    /// <returns>Null where the process ended instead.</returns>
    private static async Task<string?> AskAsync(Process process, byte[] input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(BitConverter.GetBytes(input.Length), cancellationToken);
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            await process.StandardInput.BaseStream.FlushAsync(cancellationToken);
        }
        catch (IOException)
        {
            return null;
        }

        return await process.StandardOutput.ReadLineAsync(cancellationToken);
    }

    private static TimeSpan BusyTime(Process process) => IfRunning(() => process.TotalProcessorTime);

    private static long PeakBytes(Process process) => IfRunning(() => process.PeakWorkingSet64);

    private static T? IfRunning<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            return default; // it has just ended, which the answer tells
        }
    }

    private Process Start()
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = true;
        return Process.Start(start)!;
    }

    private Verdict End(string outcome, string detail, long started)
    {
        Dispose();
        return new Verdict(outcome, detail, Stopwatch.GetElapsedTime(started), 0);
    }
}
