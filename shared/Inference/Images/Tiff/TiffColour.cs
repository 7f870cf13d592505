namespace ImageClassification.Inference.Images.Tiff;

/// <summary>TIFF's photometric interpretations.</summary>
internal enum TiffColour : uint
{
    WhiteIsZero = 0,
    BlackIsZero = 1,
    Rgb = 2,
    Palette = 3,
    Cmyk = 5,
    YCbCr = 6,
    CieLab = 8,
}
