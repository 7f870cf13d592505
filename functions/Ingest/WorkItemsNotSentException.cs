namespace ImageClassification.Ingest;

/// <summary>The queue did not take all messages, so the event has to come again.</summary>
internal sealed class WorkItemsNotSentException(int count, string code) : Exception($"{count} messages were not sent: {code}.");
