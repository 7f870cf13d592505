namespace ImageClassification.Hosting;

/// <summary>
/// What the caller, the on-failure queue and the runtime's own log are told of a failure. The cause, which they would print
/// as it is, stands in our log.
/// </summary>
internal sealed class InvocationFailedException(string message) : Exception(message);
