namespace ImageClassification.Inference.Models;

/// <summary>The order of a tensor's dimensions: batch (N), channels (C), height (H), width (W).</summary>
internal enum TensorLayout
{
    Nchw,
    Nhwc,
}
