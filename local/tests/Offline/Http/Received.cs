namespace ImageClassification.Offline.Http;

internal sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);
