using System.Diagnostics;
using ImageClassification.Fuzz;
using ImageClassification.Fuzz.Mutations;

namespace ImageClassification.Inference.Tests.Fuzz;

public sealed class FuzzTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_short_run_finds_nothing_and_gets_past_every_formats_header()
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(WatchedProcess).Assembly.Location, "--mutations", "3900", "--seed", "5"])
        { RedirectStandardOutput = true })!;

        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        process.ExitCode.ShouldBe(0, output);
        var rows = output.Split('\n').Where(line => line.StartsWith('|')).Skip(1).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();
        rows.Select(row => row[1]).ShouldBe(
            ["avif", "bmp", "gif", "heic", "jpeg-baseline", "jpeg-cmyk", "jpeg-grey",
                "jpeg-progressive", "png", "tiff", "webp-extended", "webp-lossless", "webp-lossy"]);
        rows.ShouldAllBe(row => row[2] == "300" && row[3] != "0" && row[4] != "0");
    }

    [Theory]
    [InlineData("kill -SEGV $$", Verdict.Crash)]
    [InlineData("exit 0", Verdict.Crash)]
    [InlineData("exec sleep 60", Verdict.Hang)]
    [InlineData("while :; do :; done", Verdict.Hang)]
    [InlineData("exec tail /dev/zero", Verdict.Memory)]
    [InlineData("printf 'DECODED\\t200000000\\t\\n'; exec sleep 60", Verdict.Memory)]
    public async Task A_process_that_fails_on_an_input_is_a_finding_and_the_next_input_has_another(string program, string expected)
    {
        var patience = TimeSpan.FromSeconds(expected == Verdict.Hang ? 0.3 : 5);
        using var process = new WatchedProcess(new ProcessStartInfo("sh", ["-c", program]), patience, 100_000_000);

        var first = await process.TryAsync([1, 2, 3], Cancellation);
        var second = await process.TryAsync([1, 2, 3], Cancellation);

        (first.Outcome, first.IsFinding).ShouldBe((expected, true));
        second.Outcome.ShouldBe(expected);
    }

    [Fact]
    public void The_same_seed_makes_the_same_images()
    {
        foreach (var corpus in Corpus.ReadAll())
        {
            var (one, other) = (new Mutator(corpus, 1), new Mutator(corpus, 1));

            for (var i = 0; i < 50; i++)
            {
                one.Next().ShouldBe(other.Next());
            }
        }
    }
}
