using System.Buffers.Binary;

namespace SixLabors.ImageSharp.Formats.Bmp;

/// <summary>The file header and the info header, checked: sizes are positive, offsets lie in the file.</summary>
/// <remarks>https://learn.microsoft.com/windows/win32/api/wingdi/ns-wingdi-bitmapinfoheader</remarks>
internal sealed record BmpHeader(int Width, int Height, bool TopDown, int BitsPerPixel, int PaletteOffset, int PaletteColors, int PixelOffset)
{
    private const int FileHeaderSize = 14;
    private const int InfoSize = 40;
    public const int PaletteEntrySize = 4;
    private const long MostPixels = int.MaxValue / 4;

    /// <summary>A row's bytes without their padding.</summary>
    public long RowLength => (((long)Width * BitsPerPixel) + 7) / 8;

    public static BmpHeader Parse(ReadOnlySpan<byte> data)
    {
        Require(data.Length >= FileHeaderSize + InfoSize, "the header is cut short, or OS/2's");
        var pixelOffset = BinaryPrimitives.ReadUInt32LittleEndian(data[10..]);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(data[14..]);
        var width = BinaryPrimitives.ReadInt32LittleEndian(data[18..]);
        var height = BinaryPrimitives.ReadInt32LittleEndian(data[22..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(data[28..]);
        var compression = BinaryPrimitives.ReadUInt32LittleEndian(data[30..]);
        var colors = BinaryPrimitives.ReadUInt32LittleEndian(data[46..]);
        Require(size is >= InfoSize and <= 124, $"a header of {size} bytes is not supported");
        Require(compression == 0 && bits is 1 or 4 or 8 or 24 or 32, $"{bits} bits a pixel with compression {compression} are not supported");
        Require(width > 0 && height is not (0 or int.MinValue), "it has no pixels");
        Require((long)width * Math.Abs(height) <= MostPixels, "it is too large");

        var paletteOffset = FileHeaderSize + (int)size;
        Require(pixelOffset >= paletteOffset && pixelOffset < data.Length, "the pixels lie outside the file");
        var room = ((int)pixelOffset - paletteOffset) / PaletteEntrySize;
        var most = bits <= 8 ? Math.Min(1 << bits, room) : 0;
        var paletteColors = colors == 0 ? most : (int)Math.Min(colors, (uint)most);

        return new BmpHeader(width, Math.Abs(height), height < 0, bits, paletteOffset, paletteColors, (int)pixelOffset);
    }

    private static void Require(bool condition, string otherwise) => InvalidImageContentException.ThrowUnless(condition, otherwise);
}
