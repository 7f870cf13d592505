namespace ImageClassification.Ingest.Events;

internal enum ChangeKind
{
    Created,

    /// <summary>An archived object can be read again, for a while.</summary>
    Restored,

    /// <summary>For good: the object of a bucket without versions, or one version.</summary>
    Deleted,

    /// <summary>A delete marker hides the versions below it.</summary>
    Marked,
}
