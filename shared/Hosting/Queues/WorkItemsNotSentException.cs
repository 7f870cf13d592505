namespace ImageClassification.Hosting.Queues;

/// <summary>The queue did not take all messages, so what they were made from has to come again.</summary>
public sealed class WorkItemsNotSentException(int count, string code) : Exception($"{count} messages were not sent: {code}.");
