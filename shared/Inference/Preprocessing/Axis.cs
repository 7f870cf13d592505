namespace ImageClassification.Inference.Preprocessing;

/// <summary>One direction of a resize: from how many pixels to how many, and which of those are wanted.</summary>
internal readonly record struct Axis(int Input, int Output, int First, int Count)
{
    /// <summary>Whether the output's pixels are the input's. Pillow leaves out such a pass.</summary>
    public bool IsIdentity => Input == Output;
}
