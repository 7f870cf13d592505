namespace ImageClassification.Ingest.Events;

/// <summary>Nothing that Ingest is for, or nothing that it can read: it fails, so that the on-failure queue keeps the event.</summary>
internal sealed class UnknownEventException(string message) : Exception(message);
