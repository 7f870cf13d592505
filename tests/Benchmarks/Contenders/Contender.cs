using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace ImageClassification.Benchmarks.Contenders;

/// <summary>A process that is asked again and again to take images through a step, as peers/worker.js describes it.</summary>
internal sealed class Contender : IDisposable
{
    private readonly Process _process;

    public Contender(string name, ProcessStartInfo start)
    {
        Name = name;
        start.RedirectStandardInput = start.RedirectStandardOutput = true;
        _process = Process.Start(start)!;
    }

    public string Name { get; }

    /// <summary>Megabytes that it has had in memory at most.</summary>
    public double PeakMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / 1e6;
        }
    }

    /// <exception cref="InvalidOperationException">It ended; standard error says why.</exception>
    public Sample Ask(string step, Load load, int threads)
    {
        _process.StandardInput.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{step} {load.Count} {threads} {string.Join(' ', load.Files)}"));
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            var answer = JsonDocument.Parse(line).RootElement;
            if (answer.TryGetProperty("wall", out var wall))
            {
                return new(
                    wall.GetDouble(),
                    answer.GetProperty("cpu").GetDouble(),
                    answer.TryGetProperty("allocated", out var bytes) ? bytes.GetInt64() : 0,
                    answer.TryGetProperty("label", out var label) ? label.GetString()! : "");
            }
        }

        throw new InvalidOperationException($"{Name} ended.");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
