namespace ImageClassification.Batches;

/// <summary>
/// Runs something at intervals for each key: calls while it runs or soon after share its result, and failures run again.
/// Safe for use by several threads.
/// </summary>
/// <param name="interval">How long a run is shared, from its start.</param>
/// <param name="time">The clock.</param>
internal sealed class RecentTasks<TKey, TTask>(TimeSpan interval, TimeProvider time)
    where TKey : notnull
    where TTask : Task
{
    private readonly Dictionary<TKey, (TTask Task, DateTimeOffset At)> _last = [];
    private readonly Lock _lock = new();

    /// <param name="key">What it is run for.</param>
    /// <param name="run">Gets the time, and whether the run before succeeded.</param>
    public TTask RunAsync(TKey key, Func<DateTimeOffset, bool, TTask> run)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var isKnown = _last.TryGetValue(key, out var last);
            var failed = isKnown && last.Task.IsCompleted && !last.Task.IsCompletedSuccessfully;
            if (isKnown && !failed && now >= last.At && now - last.At < interval)
            {
                return last.Task;
            }

            var task = run(now, isKnown && !failed);
            _last[key] = (task, now);
            return task;
        }
    }
}
