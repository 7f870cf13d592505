namespace ImageClassification.Predictions;

/// <summary>What the label of a prediction differs from.</summary>
public enum Dispute
{
    /// <summary>What somebody said that the image shows.</summary>
    Truth,

    /// <summary>The name of the folder that the image lies in.</summary>
    Folder,
}
