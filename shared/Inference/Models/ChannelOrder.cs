namespace ImageClassification.Inference.Models;

/// <summary>Which colour is a tensor's first channel.</summary>
internal enum ChannelOrder
{
    Rgb,
    Bgr,
}
