using ImageClassification.Contracts;

namespace ImageClassification.Classifier;

/// <summary>What fetching an object came to. Faults that may pass are exceptions.</summary>
internal abstract record FetchedObject
{
    private FetchedObject()
    {
    }

    /// <param name="Bytes">All of it.</param>
    /// <param name="Version">As S3 answers; null where the bytes come from elsewhere.</param>
    public sealed record Found(byte[] Bytes, ObjectVersion? Version = null) : FetchedObject;

    /// <summary>Another version has taken its place.</summary>
    public sealed record Replaced : FetchedObject;

    /// <summary>It is not there, or too long.</summary>
    public sealed record Rejected(PredictionError Error) : FetchedObject;
}
