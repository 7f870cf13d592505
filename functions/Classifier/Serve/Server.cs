using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImageClassification.Classifier.Serve;

/// <summary>Kestrel alone: no host, no service container, no routing.</summary>
internal sealed class Server : IDisposable
{
    private readonly KestrelServer _kestrel;
    private readonly ServeOptions _options;

    public Server(ServeOptions options, ILoggerFactory logs)
    {
        _options = options;
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        kestrel.Limits.MaxRequestBodySize = null; // Requests bounds it, and answers: Kestrel cuts the connection, and the caller may see no answer
        kestrel.ListenAnyIP(options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        _kestrel = new KestrelServer(Options.Create(kestrel), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), logs), logs);
    }

    /// <summary>Where it listens, once it does.</summary>
    public Uri Address => new(_kestrel.Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("[::]", "127.0.0.1", StringComparison.Ordinal));

    /// <summary>Answers requests until it has to stop, then finishes those in flight.</summary>
    /// <param name="requests">Answers them.</param>
    /// <param name="loading">What the process cannot do without, awaited while it listens already.</param>
    /// <param name="stop">Cancelled by SIGTERM.</param>
    public async Task RunAsync(Requests requests, Task loading, CancellationToken stop)
    {
        // Decoding keeps threads for long; these are for all the others.
        ThreadPool.GetMinThreads(out _, out var ports);
        ThreadPool.SetMinThreads(Environment.ProcessorCount + _options.Parallelism, ports);
        await _kestrel.StartAsync(requests, stop);
        await loading.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (loading.IsFaulted)
        {
            await loading;
        }

        await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var patience = new CancellationTokenSource(_options.Patience);
        await _kestrel.StopAsync(patience.Token);
    }

    public void Dispose() => _kestrel.Dispose();
}
