namespace ImageClassification.Benchmarks;

/// <summary>The machine lacks what the benchmark needs. The message says how to install it.</summary>
internal sealed class MissingToolException(string message, Exception cause) : Exception(message, cause);
