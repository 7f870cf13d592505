namespace ImageClassification.Ingest.Events;

internal enum ChangeKind
{
    /// <summary>There is an object to read: a new one, or an archived one that was restored.</summary>
    Created,

    /// <summary>An object or one of its versions was deleted, or hidden by a delete marker.</summary>
    Deleted,
}
