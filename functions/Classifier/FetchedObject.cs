using ImageClassification.Contracts;

namespace ImageClassification.Classifier;

/// <param name="Content">All of its bytes, or why they cannot be used.</param>
/// <param name="Version">As S3 answers; null where it names none.</param>
internal sealed record FetchedObject(Outcome<byte[]> Content, ObjectVersion? Version = null);
