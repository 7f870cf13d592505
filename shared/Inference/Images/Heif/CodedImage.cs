namespace ImageClassification.Inference.Images.Heif;

/// <summary>Memory and work that a bit stream needs in a decoder.</summary>
/// <param name="Width">In pixels, as coded.</param>
/// <param name="Height">In pixels, as coded.</param>
/// <param name="ShownWidth">What is left of it, in pixels.</param>
/// <param name="ShownHeight">What is left of it, in pixels.</param>
/// <param name="Bits">Of a sample.</param>
/// <param name="Chroma">How often there is a sample of each colour: 0 never, 1 for four pixels, 2 for two, 3 for each.</param>
/// <param name="Passes">How often a pixel may be decoded.</param>
internal readonly record struct CodedImage(long Width, long Height, long ShownWidth, long ShownHeight, int Bits, int Chroma, int Passes)
{
    public const int Grey = 0;
    public const int Quarter = 1;
    public const int Half = 2;
    public const int Full = 3;

    public long Pixels => Width * Height;
}
