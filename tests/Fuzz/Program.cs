using System.CommandLine;

namespace ImageClassification.Fuzz;

internal static class Program
{
    /// <summary>Makes this program the process that is attacked.</summary>
    public const string TargetArgument = "--target";

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is [TargetArgument])
        {
            using var input = Console.OpenStandardInput();
            Target.Run(input, Console.Out);
            return 0;
        }

        var mutations = new Option<int>("--mutations") { Description = "How many broken images to try, over all formats.", DefaultValueFactory = _ => 20_000 };
        var seed = new Option<int>("--seed") { Description = "Chooses the mutations. The same seed makes the same images.", DefaultValueFactory = _ => 1 };
        var format = new Option<string>("--format")
        {
            Description = "Only formats whose name begins so: jpeg, webp-lossy, png, …",
            DefaultValueFactory = _ => ""
        };
        var replay = new Option<FileSystemInfo>("--replay")
        {
            Description = "Try one file, such as an earlier run left in artifacts/fuzz, "
            + "or all of a folder."
        };
        replay.AcceptExistingOnly();
        var command = new RootCommand("Breaks sample images in many ways, and looks for crashes, hangs, hunger and exceptions. "
            + "Ends with 0 only if there are none.") { mutations, seed, format, replay };
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(replay) is { } path
            ? ReplayAsync(path, cancellationToken)
            : RunAsync(parsed.GetValue(mutations), parsed.GetValue(seed), parsed.GetValue(format)!, cancellationToken));
        return await command.Parse(arguments).InvokeAsync();
    }

    private static async Task<int> RunAsync(int mutations, int seed, string format, CancellationToken cancellationToken)
    {
        var corpora = Corpus.ReadAll().Where(corpus => corpus.Name.StartsWith(format, StringComparison.OrdinalIgnoreCase)).ToList();
        var runs = corpora.ConvertAll(corpus => new FuzzRun(corpus));
        await Parallel.ForAsync(0, runs.Count, cancellationToken, async (i, token) =>
            await runs[i].RunAsync((mutations / runs.Count) + (i < mutations % runs.Count ? 1 : 0), seed, token));

        Console.WriteLine($"Seed {seed}, {mutations} mutations:");
        Console.WriteLine(FuzzRun.Header);
        runs.ForEach(Console.WriteLine);
        return runs.Count > 0 && runs.TrueForAll(run => run.Findings == 0) ? 0 : 1;
    }

    private static async Task<int> ReplayAsync(FileSystemInfo path, CancellationToken cancellationToken)
    {
        IEnumerable<string> files = path is DirectoryInfo
            ? Directory.EnumerateFiles(path.FullName, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            : [path.FullName];
        var findings = 0;
        using var process = new WatchedProcess(WatchedProcess.Target, FuzzRun.Patience, FuzzRun.MostBytes);
        foreach (var file in files)
        {
            var verdict = await process.TryAsync(await File.ReadAllBytesAsync(file, cancellationToken), cancellationToken);
            findings += verdict.IsFinding ? 1 : 0;
            Console.WriteLine($"{Path.GetFileName(file)}: "
                + $"{verdict.Outcome}, {verdict.Time.TotalMilliseconds:N0} ms, {verdict.PeakBytes >> 20} MB. {verdict.Detail}");
        }

        return findings == 0 ? 0 : 1;
    }
}
