namespace ImageClassification.Inference.Images.Tiff;

/// <summary>TIFF's numbers.</summary>
internal enum TiffCompression : uint
{
    None = 1,
    Huffman = 2,
    Fax3 = 3,
    Fax4 = 4,
    Lzw = 5,
    OldJpeg = 6,
    Jpeg = 7,
    Deflate = 8,
    PackBits = 32773,
    OldDeflate = 32946,
}
