namespace ImageClassification.Classifier.Tests.Simulation;

/// <summary>
/// Schedules in any number, each from a seed. SIMULATION_SCHEDULES and SIMULATION_SEED change how many and which; what fails is printed as
/// its shortest trace.
/// </summary>
public sealed class SimulationTests : IDisposable
{
    private readonly DirectoryInfo _models = Directory.CreateTempSubdirectory("simulation-");

    [Fact]
    public async Task No_schedule_ends_wrong()
    {
        var schedules = int.Parse(Environment.GetEnvironmentVariable("SIMULATION_SCHEDULES") ?? "20000");
        var first = int.Parse(Environment.GetEnvironmentVariable("SIMULATION_SEED") ?? $"{Random.Shared.Next(1_000_000_000)}");
        var deployments = await Deployment.TwoAsync(_models.FullName);
        var wrong = 0;
        string? report = null;

        // Other tests run beside it, with limits in real time.
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount - 1) };
        Parallel.For(0, schedules, options, (number, loop) =>
        {
            var choices = new Choices(first + number);
            if (new World(choices, deployments).Run() is not null && Interlocked.Increment(ref wrong) == 1)
            {
                loop.Stop();
                report = Report(first + number, Choices.Shrink(choices.Made, made => new World(new Choices(made), deployments).Run() is not null), deployments);
            }
        });

        report.ShouldBeNull();
    }

    public void Dispose() => _models.Delete(recursive: true);

    private static string Report(int seed, IReadOnlyList<int> shrunk, Deployment[] deployments)
    {
        List<string> trace = [];
        var wrong = new World(new Choices(shrunk), deployments, trace).Run();
        return $"Seed {seed}: {wrong}\n{string.Join('\n', trace.Take(200))}";
    }
}
