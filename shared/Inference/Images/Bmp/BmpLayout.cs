using System.Buffers.Binary;

namespace ImageClassification.Inference.Images.Bmp;

/// <summary>What a BMP's headers say. <see href="https://learn.microsoft.com/windows/win32/gdi/bitmap-header-types"/></summary>
internal readonly record struct BmpLayout(
    long PixelStart, long HeaderLength, long Width, long Height, int Bits, BmpCompression Compression, long StatedColours)
{
    public const int CoreHeader = 12;
    public const int InfoHeader = 40;

    private const int FileHeader = 14;

    /// <summary>Where the palette starts, or the masks of an <see cref="InfoHeader"/>; those of longer headers are part of them, at the same place.</summary>
    public long HeaderEnd => FileHeader + HeaderLength;

    /// <summary>How many the palette has.</summary>
    public long Colours => Bits > 8 ? 0 : StatedColours == 0 ? 1 << Bits : StatedColours;

    /// <summary>The bytes of a palette's colour.</summary>
    public int ColourLength => HeaderLength == CoreHeader ? 3 : 4;

    /// <returns>Null where the file ends before.</returns>
    public static BmpLayout? Read(ReadOnlySpan<byte> image)
    {
        if (image.Length < FileHeader + CoreHeader)
        {
            return null;
        }

        long pixelStart = BinaryPrimitives.ReadUInt32LittleEndian(image[10..]);
        var header = image[FileHeader..];
        long length = BinaryPrimitives.ReadUInt32LittleEndian(header);
        if (length < InfoHeader)
        {
            var bitsOfCore = BinaryPrimitives.ReadUInt16LittleEndian(header[10..]);
            return new BmpLayout(
                pixelStart,
                length,
                BinaryPrimitives.ReadUInt16LittleEndian(header[4..]),
                BinaryPrimitives.ReadUInt16LittleEndian(header[6..]),
                bitsOfCore,
                BmpCompression.None,
                0);
        }

        if (header.Length < length)
        {
            return null;
        }

        var bits = BinaryPrimitives.ReadUInt16LittleEndian(header[14..]);
        return new BmpLayout(
            pixelStart,
            length,
            BinaryPrimitives.ReadInt32LittleEndian(header[4..]),
            Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(header[8..])), // negative: rows from the top down
            bits,
            (BmpCompression)BinaryPrimitives.ReadUInt32LittleEndian(header[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(header[32..]));
    }
}
