namespace ImageClassification.Predictions;

/// <summary>What a conditional write did.</summary>
public enum WriteOutcome
{
    Written,

    /// <summary>The table holds the same or a newer version of the object already; nothing was changed.</summary>
    Superseded,
}
