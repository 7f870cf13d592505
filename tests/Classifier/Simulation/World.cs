using Amazon.SQS.Model;
using ImageClassification.Classifier.Queue;
using ImageClassification.Contracts;

namespace ImageClassification.Classifier.Tests.Simulation;

/// <summary>
/// One schedule: a bucket, a table, a queue, processes of two deployments, users, faults and a clock, in an order that is chosen step by
/// step. At its end faults stop, dead letters are redriven, and what is left must be the truth.
/// </summary>
internal sealed class World
{
    public const string WorkQueue = "http://127.0.0.1:1/work";
    public const string CompletionQueue = "http://127.0.0.1:1/completed";
    public const int MaxReceives = 3;

    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    public static readonly BatchName Batch = BatchName.Parse("trip");

    private const int MostSteps = 20_000;

    private static readonly TimeSpan VisibilityTimeout = TimeSpan.FromSeconds(361);

    private readonly Choices _choices;
    private readonly Deployment[] _deployments;
    private readonly List<SimulatedMessage> _queue = [];
    private readonly List<SimulatedProcess> _processes = [];
    private readonly List<string>? _trace;
    private readonly Scheduler _scheduler;
    private readonly Users _users;
    private int _started;
    private bool _faulty;

    public World(Choices choices, Deployment[] deployments, List<string>? trace = null)
    {
        (_choices, _deployments, _trace) = (choices, deployments, trace);
        _scheduler = new Scheduler(Log);
        Bucket = new SimulatedBucket(versioned: choices.Once(3), () => Now);
        Table = new SimulatedTable(_scheduler, () => Oracle!.Written());
        Sqs = new SimulatedSqs(_scheduler, Deliver);
        S3 = new SimulatedS3(_scheduler, Bucket);
        Oracle = new Oracle(this);
        _users = new Users(this, choices);
        _faulty = choices.Once(2);
    }

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 15, 12, 0, 0, 250, TimeSpan.Zero);

    public SimulatedBucket Bucket { get; }

    public SimulatedTable Table { get; }

    public SimulatedSqs Sqs { get; }

    public SimulatedS3 S3 { get; }

    public Oracle Oracle { get; }

    /// <summary>Of those that start from now on.</summary>
    public int Deployed { get; set; }

    public void Log(string text) => _trace?.Add($"{Now:HH:mm:ss.fff} {text}");

    public void Enqueue(WorkItem item) => _queue.Add(new SimulatedMessage(item.ToJson(), Now));

    /// <returns>What went wrong; null for nothing.</returns>
    public string? Run()
    {
        try
        {
            for (var step = 0; step < MostSteps; step++)
            {
                if (!Step())
                {
                    return Oracle.Judge();
                }

                if (Oracle.Violation is { } violation)
                {
                    return violation;
                }
            }

            return "It does not end.";
        }
        finally
        {
            _processes.ForEach(process => process.Dispose());
            Table.Dispose();
            Sqs.Dispose();
            S3.Dispose();
        }
    }

    /// <returns>Whether there was something to do.</returns>
    private bool Step()
    {
        Now += TimeSpan.FromMilliseconds(1);
        var visible = _queue.Where(message => message.VisibleAt <= Now && !(message.IsDead && _users.AreLeft)).ToList();
        var choice = _choices.Next(16);
        if (_users.AreLeft && (choice >= 13 || (visible.Count == 0 && _scheduler.Waiting == 0)))
        {
            _users.Act();
        }
        else if (choice == 12 && _processes.Count > 0 && _users.AreLeft)
        {
            Kill(_processes[_choices.Next(_processes.Count)]);
        }
        else if (choice == 11 && _users.AreLeft)
        {
            Wait(TimeSpan.FromMilliseconds(_choices.Next(4) * 700));
        }
        else if (visible.Count > 0 && (choice >= 8 || _scheduler.Waiting == 0))
        {
            Receive(visible[_choices.Next(visible.Count)]);
        }
        else if (_scheduler.Waiting > 0)
        {
            var fault = _faulty && _users.AreLeft && _choices.Once(8) ? (Fault)(1 + _choices.Next(2)) : Fault.None;
            _scheduler.Resume(_choices.Next(_scheduler.Waiting), fault);
        }
        else if (_queue.Count > 0)
        {
            Redrive();
            Wait(_queue.Min(message => message.VisibleAt) - Now);
        }
        else
        {
            return false;
        }

        return true;
    }

    private void Deliver(SendMessageRequest request)
    {
        if (request.QueueUrl == WorkQueue)
        {
            _queue.Add(new SimulatedMessage(request.MessageBody, Now.AddSeconds(request.DelaySeconds ?? 0)));
        }
        else
        {
            Oracle.Completed(request.MessageBody);
        }
    }

    /// <summary>SQS delivers at least once: a message that is under way may come again.</summary>
    private void Receive(SimulatedMessage message)
    {
        var process = ProcessFor();
        message.Receives++;
        message.StartedAt = Now;
        message.VisibleAt = Now + (_users.AreLeft && _choices.Once(10) ? TimeSpan.Zero : VisibilityTimeout);
        process.InFlight.Add(message);
        Log($"{process} receives {message.Body} ({message.Receives})");
        var receive = message.Receives;
        _scheduler.Start(process, () => _ = ProcessAsync(process, message, receive));
    }

    private async Task ProcessAsync(SimulatedProcess process, SimulatedMessage message, int receive)
    {
        try
        {
            var result = await process.ProcessAsync(message);
            Log($"{process}: {result}");
            _queue.Remove(message);
        }
        catch (Exception exception)
        {
            Log($"{process}: {exception.Message}");
            message.VisibleAt = Now.AddSeconds(RetryScheduler.Delay(receive, (int)VisibilityTimeout.TotalSeconds, chance: 0));
        }

        process.InFlight.Remove(message);
    }

    private SimulatedProcess ProcessFor()
    {
        var deployment = _deployments[Deployed];
        var fit = _processes.FindAll(process => process.Deployment == deployment);
        var index = _choices.Next(2);
        if (index < fit.Count)
        {
            return fit[index];
        }

        var started = new SimulatedProcess($"p{++_started}@{Deployed + 1}", deployment, this, (_choices.Next(3) * 400) % 1000 - 400);
        _processes.Add(started);
        return started;
    }

    private void Kill(SimulatedProcess process)
    {
        Log($"{process} is killed");
        _scheduler.Kill(process);
        _processes.Remove(process);
        process.Dispose();
    }

    /// <summary>What runs for longer than a function may is killed.</summary>
    private void Wait(TimeSpan time)
    {
        Now += time;
        _processes.FindAll(process => process.InFlight.Exists(message => Now - message.StartedAt > Timeout)).ForEach(Kill);
    }

    private void Redrive() => _queue.FindAll(message => message.IsDead && message.VisibleAt <= Now).ForEach(message => message.Receives = 0);
}
