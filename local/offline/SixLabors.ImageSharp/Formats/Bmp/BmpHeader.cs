using System.Buffers.Binary;

namespace SixLabors.ImageSharp.Formats.Bmp;

/// <summary>The file header and the info header, checked: sizes are positive, offsets lie in the file.</summary>
internal sealed record BmpHeader(int Width, int Height, bool TopDown, int BitsPerPixel, BmpCompression Compression)
{
    private const int FileHeaderSize = 14;
    private const int CoreSize = 12;
    private const int InfoSize = 40;

    // Pixels are addressed by an int, also as four bytes each.
    private const long MostPixels = int.MaxValue / 4;

    /// <summary>Where the pixels begin, in bytes.</summary>
    public required int PixelOffset { get; init; }

    /// <summary>Where the palette begins, in bytes.</summary>
    public required int PaletteOffset { get; init; }

    public required int PaletteColors { get; init; }

    public required int PaletteEntrySize { get; init; }

    /// <summary>Red, green and blue, for pixels of 16 and 32 bits.</summary>
    public required (uint Red, uint Green, uint Blue) Masks { get; init; }

    public static BmpHeader Parse(ReadOnlySpan<byte> data)
    {
        Require(data.Length >= FileHeaderSize + CoreSize, "the header is cut short");
        var pixelOffset = BinaryPrimitives.ReadUInt32LittleEndian(data[10..]);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(data[FileHeaderSize..]);
        Require(size is CoreSize or InfoSize or 52 or 56 or 64 or 108 or 124, $"a header of {size} bytes is not supported");
        var end = FileHeaderSize + (int)size;
        Require(data.Length >= end, "the header is cut short");
        Require(pixelOffset >= end && pixelOffset < data.Length, "the pixels lie outside the file");

        return size == CoreSize ? ParseCore(data, (int)pixelOffset) : ParseInfo(data, (int)size, (int)pixelOffset);
    }

    private static BmpHeader ParseCore(ReadOnlySpan<byte> data, int pixelOffset) =>
        Checked(
            width: BinaryPrimitives.ReadUInt16LittleEndian(data[18..]),
            height: BinaryPrimitives.ReadUInt16LittleEndian(data[20..]),
            bits: BinaryPrimitives.ReadUInt16LittleEndian(data[24..]),
            BmpCompression.Rgb,
            colors: 0,
            paletteOffset: FileHeaderSize + CoreSize,
            paletteEntrySize: 3,
            pixelOffset,
            masks: default);

    private static BmpHeader ParseInfo(ReadOnlySpan<byte> data, int size, int pixelOffset)
    {
        var compression = (BmpCompression)BinaryPrimitives.ReadInt32LittleEndian(data[30..]);
        var masks = (Red: 0u, Green: 0u, Blue: 0u);
        if (compression == BmpCompression.BitFields)
        {
            Require(data.Length >= FileHeaderSize + InfoSize + 12, "the bit masks are cut short");
            masks = (BinaryPrimitives.ReadUInt32LittleEndian(data[54..]),
                BinaryPrimitives.ReadUInt32LittleEndian(data[58..]),
                BinaryPrimitives.ReadUInt32LittleEndian(data[62..]));
        }

        return Checked(
            width: BinaryPrimitives.ReadInt32LittleEndian(data[18..]),
            height: BinaryPrimitives.ReadInt32LittleEndian(data[22..]),
            bits: BinaryPrimitives.ReadUInt16LittleEndian(data[28..]),
            compression,
            colors: BinaryPrimitives.ReadUInt32LittleEndian(data[46..]),
            paletteOffset: FileHeaderSize + size,
            paletteEntrySize: 4,
            pixelOffset,
            masks);
    }

    private static BmpHeader Checked(
        int width,
        int height,
        int bits,
        BmpCompression compression,
        uint colors,
        int paletteOffset,
        int paletteEntrySize,
        int pixelOffset,
        (uint Red, uint Green, uint Blue) masks)
    {
        Require(width > 0 && height is not (0 or int.MinValue), "it has no pixels");
        Require((long)width * Math.Abs(height) <= MostPixels, "it is too large");

        if (bits is 16 or 32 && compression == BmpCompression.Rgb)
        {
            masks = bits == 16 ? (0x7C00u, 0x03E0u, 0x001Fu) : (0xFF0000u, 0x00FF00u, 0x0000FFu);
        }

        var supported = (compression, bits) switch
        {
            (BmpCompression.Rgb, 1 or 4 or 8 or 16 or 24 or 32) => true,
            (BmpCompression.BitFields, 16) => masks is (0xF800, 0x07E0, 0x001F) or (0x7C00, 0x03E0, 0x001F),
            (BmpCompression.BitFields, 32) => IsByte(masks.Red) && IsByte(masks.Green) && IsByte(masks.Blue),
            (BmpCompression.Rle8, 8) or (BmpCompression.Rle4, 4) => true,
            _ => false,
        };
        Require(supported, $"{bits} bits a pixel with compression {compression} and masks {masks} are not supported");

        var room = (pixelOffset - paletteOffset) / paletteEntrySize;
        var most = bits <= 8 ? 1u << bits : 0;

        return new BmpHeader(width, Math.Abs(height), height < 0, bits, compression)
        {
            PixelOffset = pixelOffset,
            PaletteOffset = paletteOffset,
            PaletteColors = (int)Math.Min(Math.Min(colors == 0 ? most : colors, most), (uint)room),
            PaletteEntrySize = paletteEntrySize,
            Masks = masks,
        };
    }

    private static bool IsByte(uint mask) => mask is 0xFF or 0xFF00 or 0xFF0000 or 0xFF000000;

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new InvalidImageContentException($"The bitmap is broken: {otherwise}.");
        }
    }
}
