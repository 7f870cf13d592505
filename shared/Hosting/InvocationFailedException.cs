namespace ImageClassification.Hosting;

/// <summary>
/// The error that the caller, the on-failure queue and the runtime's own log get. The cause, which they would print
/// as it is, is in our log.
/// </summary>
internal sealed class InvocationFailedException(string message) : Exception(message);
