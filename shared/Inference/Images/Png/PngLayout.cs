using System.Buffers.Binary;

namespace ImageClassification.Inference.Images.Png;

/// <summary>What a PNG's header, the IHDR chunk, states. <see href="https://www.w3.org/TR/png-3/#11IHDR"/></summary>
internal readonly record struct PngLayout(uint Width, uint Height, int BitDepth, int ColourType, int FilterMethod, bool IsInterlaced)
{
    public const int HeaderLength = 13;

    public const int Grey = 0;
    public const int Rgb = 2;
    public const int Palette = 3;
    public const int GreyAlpha = 4;
    public const int Rgba = 6;

    public bool IsKnown => FilterMethod == 0 && (ColourType, BitDepth) is
        (Grey, 1 or 2 or 4 or 8 or 16) or (Palette, 1 or 2 or 4 or 8) or (Rgb or GreyAlpha or Rgba, 8 or 16);

    /// <summary>Palette indexes, or grey levels, each of which stands for one colour.</summary>
    public bool IsIndexed => ColourType is Grey or Palette;

    public bool HasColour => ColourType is Rgb or Rgba;

    public int BitsPerPixel => BitDepth * ColourType switch { Rgb => 3, GreyAlpha => 2, Rgba => 4, _ => 1 };

    /// <param name="header">At least <see cref="HeaderLength"/> bytes: the chunk's data.</param>
    public static PngLayout Of(ReadOnlySpan<byte> header) => new(
        BinaryPrimitives.ReadUInt32BigEndian(header), BinaryPrimitives.ReadUInt32BigEndian(header[4..]), header[8], header[9], header[11], header[12] != 0);
}
