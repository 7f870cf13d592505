using ImageClassification.Offline.Http;

namespace ImageClassification.Offline.Sqs;

/// <summary>Gives the prepared answers in turn and keeps the requests.</summary>
internal sealed class SqsServer : IAsyncDisposable
{
    private readonly Queue<Answer> _answers;
    private readonly HttpServer _server;

    public SqsServer(params IEnumerable<Answer> answers)
    {
        _answers = new(answers);
        _server = new((received, _) =>
        {
            Requests.Add(received);
            return Task.FromResult(_answers.Dequeue());
        });
    }

    public List<Received> Requests { get; } = [];

    public string Url => _server.Url;

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
