using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <param name="Bucket">The object's.</param>
/// <param name="Key">The object's.</param>
/// <param name="Version">The object's, by <see cref="VersionOf"/>.</param>
/// <param name="Truth">Null where what was said is taken back.</param>
public sealed record TruthEntry(string Bucket, ObjectKey Key, string Version, Truth? Truth)
{
    /// <summary>Which content a truth is about: the entity tag, or the event's time where there is none. The same content keeps its truth.</summary>
    public static string VersionOf(ObjectVersion version) => version.ETag ?? PredictionItem.Format(version.EventTime);
}
