namespace ImageClassification.Predictions;

/// <summary>The result of a conditional write.</summary>
public enum WriteOutcome
{
    Written,

    /// <summary>The table holds the same or a newer version of the object already; nothing was changed.</summary>
    Superseded,

    /// <summary>The object changed while it was looked at; nothing was changed. Look again.</summary>
    Unordered,
}
