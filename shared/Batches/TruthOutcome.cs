namespace ImageClassification.Batches;

/// <summary>The result of setting an object's truth.</summary>
public enum TruthOutcome
{
    Written,

    /// <summary>The same or something later is there, or a person's or file's word that a folder's name does not replace.</summary>
    Kept,

    /// <summary>Nothing is known of the object: it was deleted, not uploaded, or is not classified yet.</summary>
    Unknown,
}
