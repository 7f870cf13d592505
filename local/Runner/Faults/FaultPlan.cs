using System.Collections.Concurrent;

namespace ImageClassification.Runner.Faults;

/// <summary>Which requests get which fault. Thread-safe.</summary>
/// <param name="seed">The same seed draws the same faults in the same order; which request comes when is up to the machine.</param>
public sealed class FaultPlan(int seed, IReadOnlyList<FaultRule> rules)
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private readonly ConcurrentDictionary<FaultRule, int> _injected = new();
    private readonly ConcurrentDictionary<(string Source, string Operation), int> _requests = new();
    private readonly ConcurrentStack<Func<Task>> _atEnd = new();
    private volatile bool _ended;

    /// <summary>How often each rule struck.</summary>
    public IEnumerable<(FaultRule Rule, int Count)> Injected => rules.Select(rule => (rule, _injected.GetValueOrDefault(rule)));

    /// <summary>How many requests of each operation each source has sent.</summary>
    public IReadOnlyDictionary<(string Source, string Operation), int> Requests => _requests;

    /// <summary>No more faults. Does what was left for the end, the latest first.</summary>
    public async Task EndAsync()
    {
        _ended = true;
        while (_atEnd.TryPop(out var actAsync))
        {
            await actAsync();
        }
    }

    internal void AtEnd(Func<Task> actAsync) => _atEnd.Push(actAsync);

    internal Fault? Draw(string source, string operation)
    {
        _requests.AddOrUpdate((source, operation), 1, (_, count) => count + 1);
        if (_ended)
        {
            return null;
        }

        lock (_lock)
        {
            var left = _random.NextDouble();
            var struck = rules
                .Where(rule => rule.Source == source && rule.Operation == operation)
                .FirstOrDefault(rule => (left -= rule.Rate) < 0);
            if (struck is not null)
            {
                _injected.AddOrUpdate(struck, 1, (_, count) => count + 1);
            }

            return struck?.Fault;
        }
    }

    /// <summary>A message's delay: one to three whole seconds, SQS's unit.</summary>
    internal TimeSpan Delay()
    {
        lock (_lock)
        {
            return TimeSpan.FromSeconds(_random.Next(3) + 1);
        }
    }
}
