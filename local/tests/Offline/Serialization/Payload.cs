namespace ImageClassification.Offline.Serialization;

internal sealed record Payload(string? FirstName, DateTime When, byte[]? Bytes);
