namespace ImageClassification.Inference.Images.Bmp;

/// <summary>Windows' numbers.</summary>
internal enum BmpCompression : uint
{
    None = 0,
    RunLengths8 = 1,
    RunLengths4 = 2,
    BitFields = 3,
}
