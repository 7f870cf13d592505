using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner.Functions;

/// <summary>A function of the template, run from its build output.</summary>
internal sealed class LambdaFunction : IAsyncDisposable
{
    private readonly Channel<Invocation> _queue = Channel.CreateUnbounded<Invocation>();
    private readonly IReadOnlyList<FunctionWorker> _workers;

    /// <param name="root">The repository.</param>
    /// <param name="configuration">Debug or Release.</param>
    /// <param name="environment">Beside the template's: where the services are.</param>
    /// <param name="processes">How many take invocations at a time.</param>
    public LambdaFunction(
        FunctionResource resource,
        string root,
        string configuration,
        IEnumerable<KeyValuePair<string, string>> environment,
        int processes,
        Action<string> log,
        TimeProvider time)
    {
        Resource = resource;
        _workers = [.. Enumerable.Range(0, processes).Select(_ => new FunctionWorker(resource, Start(resource, root, configuration, environment), _queue.Reader, log, time))];
    }

    public FunctionResource Resource { get; }

    public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(_workers.Select(worker => worker.StartAsync(cancellationToken)));

    public Task<InvocationResult> InvokeAsync(string payload, CancellationToken cancellationToken)
    {
        var invocation = new Invocation(payload);
        _queue.Writer.TryWrite(invocation);
        return invocation.Result.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            await worker.DisposeAsync();
        }
    }

    private static ProcessStartInfo Start(FunctionResource resource, string root, string configuration, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var project = Path.GetFullPath(Path.Combine(root, resource.Project));
        var assembly = Path.GetFileNameWithoutExtension(Directory.EnumerateFiles(project, "*.csproj").Single());
        var output = Path.Combine(project, "bin", configuration, "net10.0");
        var file = Path.Combine(output, $"{assembly}.dll");
        if (!File.Exists(file))
        {
            throw new LocalException($"{resource.Name} is not built: dotnet build -c {configuration} {resource.Project}");
        }

        var start = new ProcessStartInfo("dotnet", [file])
        {
            WorkingDirectory = output,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name); // a profile of the user's has no say here
        }

        KeyValuePair<string, string>[] lambda =
        [
            new("AWS_LAMBDA_FUNCTION_NAME", resource.Name),
            new("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", resource.MemorySize.ToString(CultureInfo.InvariantCulture)),
            new("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
            new("LAMBDA_TASK_ROOT", output),
            new("_HANDLER", assembly),
            new("MODELS_DIR", Path.Combine(root, "models")), // in the container the Dockerfile's
        ];
        foreach (var (name, value) in environment.Concat(lambda).Concat(resource.Environment))
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
