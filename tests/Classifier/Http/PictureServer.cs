using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ImageClassification.Classifier.Tests.Http;

/// <summary>Answers on a free loopback port as each path is told to.</summary>
internal sealed class PictureServer : IDisposable
{
    private readonly HttpListener _listener = new();

    public PictureServer()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        _listener.Prefixes.Add($"http://+:{Port}/"); // a name would be bound to its first address, which localhost may have as ::1
        _listener.Start();
        _ = ListenAsync();
    }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>The paths asked for, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>By path. Who does not close the response lets the client wait.</summary>
    public Dictionary<string, Action<HttpListenerContext>> Paths { get; } = [];

    public void Picture(string path, byte[] bytes, bool chunked = false) => Paths[path] = context =>
    {
        context.Response.SendChunked = chunked;
        context.Response.ContentType = "text/plain"; // not what decides
        context.Response.Close(bytes, willBlock: false);
    };

    public void Redirect(string path, string location) => Paths[path] = context =>
    {
        context.Response.StatusCode = (int)HttpStatusCode.Found;
        context.Response.Headers["Location"] = location;
        context.Response.Close();
    };

    public void Dispose() => _listener.Close();

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                Asked.Enqueue(context.Request.RawUrl!);
                Paths[context.Request.RawUrl!](context);
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
