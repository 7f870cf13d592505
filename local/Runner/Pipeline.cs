using System.Net.Sockets;
using Amazon.Runtime;
using ImageClassification.Runner.Aws;
using ImageClassification.Runner.Events;
using ImageClassification.Runner.Faults;
using ImageClassification.Runner.Functions;
using ImageClassification.Runner.Http;
using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner;

/// <summary>
/// template.yaml, running: services, resources, a process for each function, event sources and the HTTP API.
/// Everything ends when it is disposed.
/// </summary>
public sealed class Pipeline : IAsyncDisposable
{
    /// <summary>The embedded services' name in logs and measurements.</summary>
    public const string Services = "services";

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>For how long old and new take work side by side.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(2);

    private readonly PipelineOptions _options;
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<LambdaFunction> _functions = [];
    private readonly List<FaultProxy> _proxies = [];
    private readonly List<(LambdaFunction? Function, Task Task)> _loops = [];
    private IReadOnlyList<FunctionResource> _resources = [];
    private EmbeddedServices? _services;
    private FileStream? _held;
    private HttpFront? _front;

    private Pipeline(PipelineOptions options) => _options = options;

    /// <summary>The HTTP API.</summary>
    public Uri Api => _front!.Address;

    /// <summary>S3, SQS and DynamoDB.</summary>
    public AwsClients Aws { get; private set; } = null!;

    /// <summary>Of the images.</summary>
    public string Bucket { get; private set; } = "";

    /// <summary>The prefix of the images' keys.</summary>
    public string ImagePrefix { get; private set; } = "";

    /// <summary>Of exports and manifests.</summary>
    public string DataBucket { get; private set; } = "";

    /// <summary>The URLs of the template's queues, by their logical ids, and of <see cref="Provisioning.EventQueue"/>.</summary>
    public IReadOnlyDictionary<string, string> Queues { get; private set; } = new Dictionary<string, string>();

    /// <summary>The functions' processes, by name, and that of the embedded <see cref="Services"/>.</summary>
    public IEnumerable<(string Name, int ProcessId)> Processes =>
        _functions.Select(function => (function.Resource.Name, function.ProcessId)).Concat(_services is null ? [] : [(Services, _services.ProcessId)]);

    /// <exception cref="LocalException">Something is missing or wrong that the user can fix.</exception>
    public static async Task<Pipeline> StartAsync(PipelineOptions options, CancellationToken cancellationToken)
    {
        var pipeline = new Pipeline(options);
        try
        {
            await pipeline.StartAsync(cancellationToken);
            return pipeline;
        }
        catch
        {
            await pipeline.DisposeAsync();
            throw;
        }
    }

    /// <summary>Looks whether the template takes the parameters and has the functions, without starting anything.</summary>
    /// <exception cref="UsageException">A parameter or function is unknown, or a value is out of range.</exception>
    public static void Check(PipelineOptions options) =>
        Wanted(options, TemplateReader.ReadLocal(options.Root, options.ParameterOverrides, new Uri("http://localhost")).Functions);

    /// <summary>Invokes a function and waits for its answer.</summary>
    public Task<InvocationResult> InvokeAsync(string function, string payload, CancellationToken cancellationToken) =>
        Named(function).InvokeAsync(payload, cancellationToken);

    /// <summary>Ends a function's process where it stands, as a crash does. Another takes its place.</summary>
    public void Kill(string function) => Named(function).Kill();

    /// <summary>
    /// Kills the embedded services and starts them again at their addresses, with what <see cref="PipelineOptions.DataFolder"/> kept.
    /// </summary>
    public async Task RestartServicesAsync(CancellationToken cancellationToken)
    {
        await _services!.KillAsync();
        await _services.DisposeAsync();
        _services = null;
        await StartServicesAsync(Aws.Endpoints.S3.Port, Aws.Endpoints.DynamoDb.Port, cancellationToken);
    }

    /// <summary>
    /// Deploys a function that only queues invoke: a process with this environment on top of the template's starts and takes work beside
    /// the old one, which ends after its current work.
    /// </summary>
    public async Task DeployAsync(string function, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var (old, resource) = (Named(function), _resources.Single(candidate => candidate.Name == function));
        var next = await CreateAsync(
            resource with { Environment = environment.Concat(resource.Environment).DistinctBy(variable => variable.Key).ToDictionary() },
            Aws.Endpoints, cancellationToken);
        _functions.Add(next);
        await next.StartAsync(cancellationToken);
        StartQueues(next);
        await Task.Delay(Overlap, _time, cancellationToken);
        _functions.Remove(old);
        await Task.WhenAll(_loops.Where(loop => loop.Function == old).Select(loop => loop.Task));
        await old.DisposeAsync();
    }

    /// <summary>Processor time of the function's process so far.</summary>
    public TimeSpan ProcessorTimeOf(string function) => Named(function).ProcessorTime;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var function in _functions)
        {
            await function.DisposeAsync();
        }

        foreach (var proxy in _proxies)
        {
            await proxy.DisposeAsync();
        }

        await Task.WhenAll(_loops.Select(loop => loop.Task));
        if (_front is not null)
        {
            await _front.DisposeAsync();
        }

        Aws?.Dispose();
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        _held?.Dispose();
        _stop.Dispose();
    }

    private static IEnumerable<FunctionResource> Wanted(PipelineOptions options, IReadOnlyList<FunctionResource> functions)
    {
        var names = functions.Select(function => function.Name).ToList();
        return options.Functions.Except(names).FirstOrDefault() is { } unknown
            ? throw new UsageException($"template.yaml has no function {unknown}; it has {string.Join(", ", names)}.")
            : functions.Where(function => options.Functions.Count == 0 || options.Functions.Contains(function.Name));
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var endpoints = Endpoints.FromEnvironment()
            ?? await StartServicesAsync(LoopbackServer.PortIfFree(_options.AwsPort), LoopbackServer.PortIfFree(_options.DynamoDbPort), cancellationToken);
        Aws = new(endpoints);
        var stack = TemplateReader.ReadLocal(_options.Root, _options.ParameterOverrides, endpoints.Sqs);
        Bucket = stack.ImageBucket;
        DataBucket = stack.Buckets is [.., var last] ? last : "";
        ImagePrefix = stack.ImagePrefix ?? "";
        Queues = stack.Queues.Append(Provisioning.EventQueue).ToDictionary(queue => queue.Id, queue => Arn.QueueUrl(endpoints.Sqs, queue.Name));

        try
        {
            await Provisioning.CreateAsync(stack, Aws, cancellationToken);
        }
        catch (Exception exception) when (!endpoints.Embedded && exception.GetBaseException() is SocketException)
        {
            throw new LocalException($"What AWS_ENDPOINT_URL names does not answer: {exception.Message}. Start it, or unset the variable.");
        }

        _resources = [.. FunctionResource.OneForEachProcess(Wanted(_options, stack.Functions))];
        foreach (var resource in _resources)
        {
            _functions.Add(await CreateAsync(resource, endpoints, cancellationToken));
        }

        await Task.WhenAll(_functions.Select(function => function.StartAsync(cancellationToken)));
        if (_options.Functions.Count == 0) // else they are invoked by hand
        {
            StartEventSources(endpoints);
        }

        _front = new([.. _functions], Path.Combine(_options.Root, "tests", "samples"), LoopbackServer.PortIfFree(_options.ApiPort), _time);
        await _front.StartAsync(cancellationToken);
    }

    private async Task<Endpoints> StartServicesAsync(int awsPort, int dynamoDbPort, CancellationToken cancellationToken)
    {
        List<string> arguments = ["--aws-port", $"{awsPort}", "--dynamodb-port", $"{dynamoDbPort}"];
        if (_options.DataFolder is { } data)
        {
            _held ??= Hold(data);
            arguments.AddRange(["--data", Path.GetFullPath(data)]);
        }

        _services = await EmbeddedServices.StartAsync(
            Path.Combine(_options.Root, "local", "services"),
            arguments,
            line => _options.Log(Services, line),
            cancellationToken);
        return _services.Endpoints;
    }

    /// <summary>Two pipelines would overwrite each other's data. The system releases the lock of a process that has ended.</summary>
    private static FileStream Hold(string folder)
    {
        try
        {
            return File.Open(Path.Combine(Directory.CreateDirectory(folder).FullName, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LocalException($"The folder {folder} cannot be used for data. Stop the pipeline that uses it, or choose another folder. {exception.Message}");
        }
    }

    private async Task<LambdaFunction> CreateAsync(FunctionResource resource, Endpoints endpoints, CancellationToken cancellationToken)
    {
        LambdaFunction? function = null;
        if (_options.Faults is { } faults)
        {
            var proxy = new FaultProxy(resource.Name, faults, () => function!.Kill(), _time);
            _proxies.Add(proxy);
            var proxied = await proxy.StartAsync(endpoints, cancellationToken);
            resource = resource with
            {
                Environment = resource.Environment.ToDictionary(
                    variable => variable.Key,
                    variable => variable.Value.Replace(endpoints.Sqs.ToString(), proxied.Sqs.ToString(), StringComparison.Ordinal)),
            };
            endpoints = proxied;
        }

        // such as those of the samples
        KeyValuePair<string, string>[] environment = [.. AwsClients.EnvironmentOf(endpoints), new("ALLOW_LOOPBACK_URLS", "true")];
        var start = BuildOutput.Of(resource, _options.Root, _options.Native, environment);
        return function = new(resource, start, line => _options.Log(resource.Name, line), _time);
    }

    private LambdaFunction Named(string function) => _functions.First(candidate => candidate.Resource.Name == function);

    private void StartEventSources(Endpoints endpoints)
    {
        var changes = new BucketEvents(ReaderOf(Provisioning.EventQueue.Name), [.. _functions], Aws.Sqs, endpoints.Sqs, _time);
        _loops.Add((null, LoopAsync(changes.HandleNextAsync, () => true)));
        _functions.ForEach(StartQueues);
    }

    private void StartQueues(LambdaFunction function)
    {
        foreach (var source in function.Resource.Events.OfType<EventSource.Queue>())
        {
            var events = new QueueEvents(ReaderOf(source.Arn), source, function, _options.Faults);
            _loops.Add((function, LoopAsync(events.HandleNextAsync, () => _functions.Contains(function))));
        }
    }

    private QueueReader ReaderOf(string queue) => new(Aws.Sqs, Arn.QueueUrl(Aws.Endpoints.Sqs, queue), _time, _options.Faults);

    /// <summary>A fault of the services must not end an event source: it goes on when they answer again.</summary>
    private async Task LoopAsync(Func<CancellationToken, Task> handleNextAsync, Func<bool> goesOn)
    {
        while (!_stop.IsCancellationRequested && goesOn())
        {
            try
            {
                await handleNextAsync(_stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is AmazonClientException or AmazonServiceException
                or HttpRequestException or TimeoutException or TaskCanceledException)
            {
                _options.Log(Services, exception.ToString());
                await Task.Delay(RetryDelay, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
