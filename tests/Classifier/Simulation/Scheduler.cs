using System.Net;
using Amazon.DynamoDBv2.Model;

namespace ImageClassification.Classifier.Tests.Simulation;

/// <summary>
/// Lets one call of one process go on at a time, and may fail it. All runs on one thread: what a process does between two calls is one
/// step, as it is for anyone who shares table, bucket and queue with it.
/// </summary>
internal sealed class Scheduler(Action<string> log)
{
    private readonly SameThread _context = new();
    private readonly List<(SimulatedProcess? Process, string Name, TaskCompletionSource<Fault> Turn)> _waiting = [];

    /// <summary>Whose step this is. Null between steps, when calls do not wait.</summary>
    public SimulatedProcess? Running { get; private set; }

    public int Waiting => _waiting.Count;

    public async Task<T> CallAsync<T>(string name, Func<Task<T>> call)
    {
        var fault = Fault.None;
        if (Running is { } process)
        {
            var turn = new TaskCompletionSource<Fault>();
            _waiting.Add((process, name, turn));
            fault = await turn.Task;
        }

        if (fault == Fault.NotDone)
        {
            throw new InternalServerErrorException($"{name} was not done.");
        }

        var result = await call();
        return fault == Fault.None ? result : throw new HttpRequestException($"{name} was done, and its answer lost.", null, HttpStatusCode.BadGateway);
    }

    /// <summary>A process begins with something new.</summary>
    public void Start(SimulatedProcess process, Action begin) => Run(process, begin);

    public void Resume(int index, Fault fault)
    {
        var (process, name, turn) = _waiting[index];
        _waiting.RemoveAt(index);
        log($"  {process}: {name}{(fault == Fault.None ? "" : $" ({fault})")}");
        Run(process!, () => turn.SetResult(fault));
    }

    /// <summary>What a killed process waits for never comes.</summary>
    public void Kill(SimulatedProcess process) => _waiting.RemoveAll(call => call.Process == process);

    private void Run(SimulatedProcess process, Action step)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_context);
        Running = process;
        step();
        _context.Run();
        Running = null;
        SynchronizationContext.SetSynchronizationContext(before);
    }

    /// <summary>Where several wait for one task, .NET would continue all but one on other threads.</summary>
    private sealed class SameThread : SynchronizationContext
    {
        private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();

        public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

        public void Run()
        {
            while (_posted.TryDequeue(out var posted))
            {
                posted.Callback(posted.State);
            }
        }
    }
}
