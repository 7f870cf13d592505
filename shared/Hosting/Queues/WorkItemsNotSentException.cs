namespace ImageClassification.Hosting.Queues;

/// <summary>The queue did not accept all messages, so their event has to be retried.</summary>
public sealed class WorkItemsNotSentException(int count, string code) : Exception($"{count} messages were not sent: {code}.");
