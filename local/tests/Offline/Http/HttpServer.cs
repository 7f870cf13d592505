using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ImageClassification.Offline.Http;

/// <summary>Answers each request on a free loopback port with what the given function makes of it.</summary>
internal sealed class HttpServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<Received, CancellationToken, Task<Answer>> _answer;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _loop;

    public HttpServer(Func<Received, CancellationToken, Task<Answer>> answer)
    {
        _answer = answer;
        HostAndPort = $"127.0.0.1:{FreePort()}";
        _listener.Prefixes.Add($"http://{HostAndPort}/");
        _listener.Start();
        _loop = ListenAsync();
    }

    public string HostAndPort { get; }

    public string Url => $"http://{HostAndPort}";

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Close();
        await _loop;
        _closing.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
        }
        catch (Exception e) when (_closing.IsCancellationRequested && e is OperationCanceledException or HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream);
        var received = new Received(
            context.Request.HttpMethod,
            context.Request.Url!.AbsolutePath,
            context.Request.Headers.AllKeys.ToDictionary(name => name!, name => context.Request.Headers[name]!, StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync(_closing.Token));

        var answer = await _answer(received, _closing.Token);

        context.Response.StatusCode = answer.StatusCode;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.Close(Encoding.UTF8.GetBytes(answer.Body), willBlock: false);
    }
}
