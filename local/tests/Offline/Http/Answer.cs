namespace ImageClassification.Offline.Http;

internal sealed record Answer(int StatusCode, string Body)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
