using System.Diagnostics;
using System.Security.Cryptography;
using ImageClassification.Fuzz.Mutations;

namespace ImageClassification.Fuzz;

/// <summary>Tries mutations of one format's samples, counts what becomes of them, and keeps those that must not be.</summary>
internal sealed class FuzzRun(Corpus corpus)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    public const long MostBytes = 600L << 20;

    /// <summary>Of what is printed on the standard error while it runs.</summary>
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(30);

    /// <summary>One fault is found by many inputs.</summary>
    private const int MostFindings = 20;

    private readonly Dictionary<string, int> _outcomes = [];
    private readonly Stopwatch _time = new();
    private TimeSpan _slowest;
    private long _peakBytes;

    public static string Header { get; } = Row(
        "format", "inputs", "decoded", "corrupt", "unsupported", "too large", "findings", "slowest ms", "peak MB", "per second");

    public int Findings { get; private set; }

    public async Task RunAsync(int mutations, int seed, CancellationToken cancellationToken)
    {
        var mutator = new Mutator(corpus, seed);
        using var process = new WatchedProcess(WatchedProcess.Target, Patience, MostBytes);
        await process.TryAsync(corpus.Samples[0], cancellationToken); // starting up is not what is timed
        _time.Start();
        var nextReport = ReportInterval;
        for (var left = mutations; left > 0 && Findings < MostFindings; left--)
        {
            var input = mutator.Next();
            var verdict = await process.TryAsync(input, cancellationToken);
            _outcomes[verdict.Outcome] = _outcomes.GetValueOrDefault(verdict.Outcome) + 1;
            _slowest = verdict.Time > _slowest ? verdict.Time : _slowest;
            _peakBytes = Math.Max(_peakBytes, verdict.PeakBytes);
            if (verdict.IsFinding)
            {
                Findings++;
                Console.WriteLine(Keep(input, verdict));
            }

            if (_time.Elapsed > nextReport)
            {
                nextReport = _time.Elapsed + ReportInterval;
                Console.Error.WriteLine($"{corpus.Name}: {_outcomes.Values.Sum()} of {mutations} tried, {Findings} findings");
            }
        }

        _time.Stop();
    }

    public override string ToString() => Row(
        corpus.Name, _outcomes.Values.Sum(), Count(Verdict.Decoded), Count(Contracts.ErrorCode.CorruptImage), Count(Contracts.ErrorCode.UnsupportedFormat),
        Count(Contracts.ErrorCode.ImageTooLarge), Findings, (int)_slowest.TotalMilliseconds,
        _peakBytes >> 20, (int)(_outcomes.Values.Sum() / _time.Elapsed.TotalSeconds));

    private static string Row(string name, params object[] cells) => $"| {name,-16} | {string.Join(" | ", cells.Select(cell => $"{cell,11}"))} |";

    private int Count(string outcome) => _outcomes.GetValueOrDefault(outcome);

    private string Keep(byte[] input, Verdict verdict)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "fuzz"));
        var file = Path.Combine(folder.FullName, $"{corpus.Name}-{verdict.Outcome.ToLowerInvariant()}-{Convert.ToHexStringLower(SHA256.HashData(input))[..8]}");
        File.WriteAllBytes(file, input);
        return $"{verdict.Outcome}: {verdict.Detail}. Again: "
            + $"dotnet run --project tests/Fuzz -c Release -- --replay {Path.GetRelativePath(Repository.Root, file)}";
    }
}
