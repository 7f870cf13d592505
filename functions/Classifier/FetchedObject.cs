using ImageClassification.Contracts;

namespace ImageClassification.Classifier;

/// <summary>What fetching an object came to. Faults that may pass are exceptions.</summary>
internal abstract record FetchedObject
{
    private FetchedObject()
    {
    }

    public sealed record Found(byte[] Bytes) : FetchedObject;

    /// <summary>Another version has taken its place.</summary>
    public sealed record Replaced : FetchedObject;

    /// <summary>It is not there, or too long.</summary>
    public sealed record Rejected(PredictionError Error) : FetchedObject;
}
