using System.Net;
using Amazon.S3.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Classifier.Tests.Simulation;

/// <summary>Objects and their versions, and the truth of what lies under a key now.</summary>
/// <param name="versioned">Whether the bucket keeps versions.</param>
/// <param name="now">S3's clock.</param>
internal sealed class SimulatedBucket(bool versioned, Func<DateTimeOffset> now)
{
    public const string Name = "images";

    private readonly Dictionary<ObjectKey, List<Version>> _versions = [];
    private int _count;

    /// <summary>Null for none. Of a version, a content of null is the marker of a deletion.</summary>
    private sealed record Version(string Id, string? Content, DateTimeOffset At, bool IsArchived = false);

    /// <summary>The content of the object; null where there is none.</summary>
    public string? Content(ObjectKey key) => Current(key)?.Content;

    public bool IsArchived(ObjectKey key) => Current(key)?.IsArchived == true;

    /// <summary>As a lifecycle does: nobody is told.</summary>
    public void Archive(ObjectKey key) => Replace(key, isArchived: true);

    /// <returns>Null where there is nothing to restore.</returns>
    public WorkItem? Restore(ObjectKey key)
    {
        if (!IsArchived(key))
        {
            return null;
        }

        Replace(key, isArchived: false);
        return new WorkItem.Classify(Name, key, new(now(), Content(key)));
    }

    public IEnumerable<WorkItem.Classify> List() => _versions.Keys.Where(key => Content(key) is not null)
        .Select(key => new WorkItem.Classify(Name, key, new(Seconds(Current(key)!.At), Current(key)!.Content)));

    public WorkItem Put(ObjectKey key, string content)
    {
        var version = Add(key, content);
        return new WorkItem.Classify(Name, key, new(now(), content, NextSequencer()));
    }

    public WorkItem Delete(ObjectKey key)
    {
        var marker = Add(key, null);
        return new WorkItem.Delete(Name, key, new(now(), null, NextSequencer())) { VersionId = versioned ? marker.Id : null };
    }

    /// <returns>Null where there is no such version.</returns>
    public WorkItem? DeleteVersion(ObjectKey key, int fromNewest)
    {
        if (!versioned || !_versions.TryGetValue(key, out var versions) || versions.Count == 0)
        {
            return null;
        }

        var version = versions[^(1 + (fromNewest % versions.Count))];
        versions.Remove(version);
        return new WorkItem.Delete(Name, key, new(now(), null, NextSequencer())) { VersionId = version.Id };
    }

    public GetObjectResponse Get(GetObjectRequest request)
    {
        var found = Current(ObjectKey.Parse(request.Key));
        if (found?.Content is not { } content)
        {
            throw FakeS3.Error("NoSuchKey", HttpStatusCode.NotFound);
        }

        if (request.EtagToMatch is { } eTag && eTag.Trim('"') != content)
        {
            throw FakeS3.Error("PreconditionFailed", HttpStatusCode.PreconditionFailed);
        }

        if (found.IsArchived)
        {
            throw FakeS3.Error("InvalidObjectState", HttpStatusCode.Forbidden);
        }

        var bytes = Contents.Bytes(content);
        return new()
        {
            ContentLength = bytes.Length,
            ResponseStream = new MemoryStream(bytes),
            ETag = $"\"{content}\"",
            LastModified = Seconds(found.At).UtcDateTime
        };
    }

    public GetObjectMetadataResponse Head(string key) => Current(ObjectKey.Parse(key)) is { Content: { } content, At: var at }
        ? new() { ETag = $"\"{content}\"", LastModified = Seconds(at).UtcDateTime }
        : throw FakeS3.Error("NotFound", HttpStatusCode.NotFound);

    private Version? Current(ObjectKey key) => _versions.TryGetValue(key, out var versions) ? versions.LastOrDefault() : null;

    private void Replace(ObjectKey key, bool isArchived)
    {
        if (Current(key) is { Content: not null } current)
        {
            _versions[key][^1] = current with { IsArchived = isArchived };
        }
    }

    private Version Add(ObjectKey key, string? content)
    {
        var version = new Version($"v{++_count}", content, now());
        if (!_versions.TryGetValue(key, out var versions))
        {
            _versions[key] = versions = [];
        }

        if (!versioned)
        {
            versions.Clear();
        }

        versions.Add(version);
        return version;
    }

    private Sequencer? NextSequencer() => Sequencer.From($"{++_count:X6}");

    /// <summary>Last-Modified has no fractions.</summary>
    private static DateTimeOffset Seconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
