using ImageClassification.Contracts;

namespace ImageClassification.Classifier;

/// <param name="Bytes">All of it.</param>
/// <param name="Version">As S3 answers; null where the bytes come from elsewhere.</param>
internal sealed record FetchedObject(byte[] Bytes, ObjectVersion? Version = null);
