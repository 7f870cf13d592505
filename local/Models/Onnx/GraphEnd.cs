namespace ImageClassification.Models.Onnx;

/// <summary>What a graph does last to one of its outputs.</summary>
internal enum GraphEnd
{
    /// <summary>None of those below: the values are logits, or what the training code made of them.</summary>
    Open,
    Softmax,
    LogSoftmax,
    Sigmoid,

    /// <summary>A class' number instead of values.</summary>
    Index,
}
