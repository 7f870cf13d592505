using System.Threading.Channels;
using ImageClassification.Offline.Http;

namespace ImageClassification.Offline.RuntimeSupport;

/// <summary>The Runtime API's other side: gives out invocations and keeps what the runtime posts.</summary>
internal sealed class RuntimeApiServer : IAsyncDisposable
{
    private readonly Channel<Answer> _invocations = Channel.CreateUnbounded<Answer>();
    private readonly Channel<Received> _posted = Channel.CreateUnbounded<Received>();
    private readonly HttpServer _server;

    public RuntimeApiServer() => _server = new(AnswerAsync);

    public string HostAndPort => _server.HostAndPort;

    /// <summary>What Lambda answers with where something is posted.</summary>
    public string Accepted { get; set; } = """{"status":"OK"}""";

    public bool IsPosted => _posted.Reader.TryPeek(out _);

    public void Invoke(string requestId, string payload, DateTimeOffset deadline) =>
        _invocations.Writer.TryWrite(new(200, payload)
        {
            Headers = new Dictionary<string, string>
            {
                ["Lambda-Runtime-Aws-Request-Id"] = requestId,
                ["Lambda-Runtime-Deadline-Ms"] = $"{deadline.ToUnixTimeMilliseconds()}",
                ["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:eu-west-1:123456789012:function:classifier",
                ["Lambda-Runtime-Trace-Id"] = "Root=1-" + requestId,
            },
        });

    public ValueTask<Received> NextPostAsync(CancellationToken cancellationToken) => _posted.Reader.ReadAsync(cancellationToken);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<Answer> AnswerAsync(Received received, CancellationToken cancellationToken)
    {
        if (received.Path == "/2018-06-01/runtime/invocation/next")
        {
            return await _invocations.Reader.ReadAsync(cancellationToken);
        }

        _posted.Writer.TryWrite(received);
        return new(202, Accepted);
    }
}
