namespace ImageClassification.Classifier.Queue;

/// <summary>How a message was done with.</summary>
internal enum WorkItemResult
{
    Classified,
    Failed,
    Deleted,

    /// <summary>Whether a batch is complete was looked into.</summary>
    Checked,

    /// <summary>A newer version of the object is known, or took its place in the bucket: its own message brings the prediction.</summary>
    Superseded,
}
