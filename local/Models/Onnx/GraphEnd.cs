namespace ImageClassification.Models.Onnx;

/// <summary>The last operation of a graph before one of its outputs.</summary>
internal enum GraphEnd
{
    /// <summary>None of those below: the values are logits, or the training code has transformed them.</summary>
    Open,
    Softmax,
    LogSoftmax,
    Sigmoid,

    /// <summary>A class' number instead of values.</summary>
    Index,
}
