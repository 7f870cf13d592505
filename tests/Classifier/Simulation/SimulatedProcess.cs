using ImageClassification.Batches;
using ImageClassification.Classifier.Queue;
using ImageClassification.Contracts;
using ImageClassification.Predictions;

namespace ImageClassification.Classifier.Tests.Simulation;

/// <summary>One process of the Classifier: the real processor and writer, with a clock of its own that is up to half a second off.</summary>
internal sealed class SimulatedProcess : IDisposable
{
    private readonly string _name;
    private readonly WorkItemProcessor _processor;

    public SimulatedProcess(string name, Deployment deployment, World world, int skew)
    {
        (_name, Deployment) = (name, deployment);
        var time = new SkewedTime(world, TimeSpan.FromMilliseconds(skew));
        var table = new PredictionTable(world.Table, "predictions", time);
        var checks = new CheckSender(table, world.Sqs, World.WorkQueue, SimulatedBucket.Name);
        var summaries = new BatchSummaries(table, World.Timeout);
        _processor = new WorkItemProcessor(
            new ObjectReader(world.S3, 1 << 30),
            deployment.Models,
            new PredictionWriter(table, checks),
            new CompletionCheck(table, summaries, checks, world.Sqs, World.CompletionQueue),
            parallelism: 100,
            new Pace(World.Timeout, time),
            deployment.Metrics,
            time);
    }

    public Deployment Deployment { get; }

    public List<SimulatedMessage> InFlight { get; } = [];

    public Task<WorkItemResult> ProcessAsync(SimulatedMessage message) =>
        _processor.ProcessAsync(new(WorkItem.Parse(message.Body), message.Receives == 1, message.Receives >= World.MaxReceives), CancellationToken.None);

    public void Dispose() => _processor.Dispose();

    public override string ToString() => _name;

    private sealed class SkewedTime(World world, TimeSpan skew) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => world.Now + skew;

        public override long GetTimestamp() => 0;
    }
}
