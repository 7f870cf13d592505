namespace ImageClassification.Inference.Models;

/// <summary>What makes confidences of the model's output.</summary>
internal enum Activation
{
    /// <summary>The model's graph ends with it already.</summary>
    None,

    /// <summary>One label is right: the confidences add up to 1.</summary>
    Softmax,

    /// <summary>Each label by itself is right or not.</summary>
    Sigmoid,
}
