namespace ImageClassification.Inference.Models;

/// <summary>The function that turns the model's output into confidences.</summary>
internal enum Activation
{
    /// <summary>The model's graph ends with it already.</summary>
    None,

    /// <summary>One label is right: the confidences add up to 1.</summary>
    Softmax,

    /// <summary>Each label is right or wrong independently.</summary>
    Sigmoid,
}
