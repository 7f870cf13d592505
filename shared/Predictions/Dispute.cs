namespace ImageClassification.Predictions;

/// <summary>The kinds of disagreement with a prediction's label.</summary>
public enum Dispute
{
    /// <summary>The truth that somebody has set.</summary>
    Truth,

    /// <summary>The name of the image's folder.</summary>
    Folder,
}
