namespace ImageClassification.Inference.Preprocessing;

/// <summary>
/// One direction of a resize: from how many pixels to how many, and which of those are wanted. The part of the input that is
/// resized may start and end between pixels, which Pillow keeps in float32; the filter sees the pixels around it.
/// </summary>
internal readonly record struct Axis(int Input, int Output, int First, int Count, float Start = 0, float? End = null)
{
    /// <summary>Whether the output's pixels are the input's. Pillow skips such a pass.</summary>
    public bool IsIdentity => Input == Output && Start == 0 && (End ?? Input) == Input;

    /// <summary>Input pixels to an output pixel.</summary>
    public double Scale => (double)((End ?? Input) - Start) / Output;
}
