using ImageClassification.Testing;

namespace ImageClassification.Batches.Tests;

public sealed class RecentTasksTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly RecentTasks<string, Task<int>> _tasks;
    private int _runs;

    public RecentTasksTests() => _tasks = new(TimeSpan.FromSeconds(5), _time);

    [Fact]
    public async Task Those_who_come_while_it_runs_or_soon_after_share_a_run()
    {
        var end = new TaskCompletionSource<int>();
        var first = _tasks.RunAsync("trip", (_, _) => end.Task);
        var meanwhile = RunAsync("trip");
        end.SetResult(7);
        _time.Advance(TimeSpan.FromSeconds(4));

        (await first, await meanwhile, await RunAsync("trip"), _runs).ShouldBe((7, 7, 7, 0));
        (await RunAsync("other")).ShouldBe(1);
    }

    [Fact]
    public async Task Later_it_is_run_again_and_knows_of_the_run_before()
    {
        await RunAsync("trip");
        _time.Advance(TimeSpan.FromSeconds(5));

        (await _tasks.RunAsync("trip", (_, isKnown) => Task.FromResult(isKnown ? 2 : 1))).ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_failed_or_was_cancelled_is_run_again(bool wasCancelled)
    {
        var failed = wasCancelled ? Task.FromCanceled<int>(new(canceled: true)) : Task.FromException<int>(new IOException());
        _ = _tasks.RunAsync("trip", (_, _) => failed);

        (await _tasks.RunAsync("trip", (_, isKnown) => Task.FromResult(isKnown ? 2 : 1))).ShouldBe(1);
    }

    private Task<int> RunAsync(string key) => _tasks.RunAsync(key, (_, _) => Task.FromResult(++_runs));
}
