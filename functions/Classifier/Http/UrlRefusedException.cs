namespace ImageClassification.Classifier.Http;

/// <summary>The URL, or one that it redirects to, is none that may be fetched. The message says why.</summary>
internal sealed class UrlRefusedException(string message) : Exception(message);
