namespace ImageClassification.Contracts;

/// <summary>Identifies a version of an object, and orders it among the others.</summary>
/// <param name="EventTime">When S3 says that it happened.</param>
/// <param name="ETag">Without quotes. Null for deletions.</param>
/// <param name="Sequencer">Null where the source has none; then <paramref name="EventTime"/> orders.</param>
public sealed record ObjectVersion(DateTimeOffset EventTime, string? ETag = null, Sequencer? Sequencer = null)
{
    /// <summary>For sources that name only the key: older than every other, until the object is fetched and its version is known.</summary>
    public static ObjectVersion Unknown { get; } = new(DateTimeOffset.UnixEpoch);

    /// <summary>The version that S3 answers with.</summary>
    public static ObjectVersion Of(DateTime? lastModified, string? eTag) => new(lastModified ?? default, eTag?.Trim('"'));

    /// <returns>Whether S3 may have made it: printable ASCII without quotes.</returns>
    public static bool IsETag(string? text) => text is { Length: > 0 and <= 200 } && text.All(letter => letter is > ' ' and <= '~' and not '"');
}
