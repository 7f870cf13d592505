using System.Buffers.Binary;
using System.Numerics;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Bmp;

/// <summary>Reads a bitmap's rows, which are padded to four bytes and usually stand on their head.</summary>
internal static class BmpReader
{
    public static Image<TPixel> Read<TPixel>(Configuration configuration, ReadOnlySpan<byte> data, CancellationToken cancellationToken)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        var header = BmpHeader.Parse(data);
        var palette = ReadPalette(header, data);
        var pixels = data[header.PixelOffset..];
        var stride = (((long)header.Width * header.BitsPerPixel) + 31) / 32 * 4;
        var compressed = header.Compression is BmpCompression.Rle8 or BmpCompression.Rle4;
        if (!compressed && pixels.Length < (stride * (header.Height - 1)) + (((long)header.Width * header.BitsPerPixel) + 7) / 8)
        {
            throw new InvalidImageContentException("The bitmap is broken: the pixels are cut short.");
        }

        var image = new Image<TPixel>(configuration, header.Width, header.Height);
        if (compressed)
        {
            new BmpRunLengthReader<TPixel>(header, palette, image).Read(pixels, cancellationToken);

            return image;
        }

        for (var y = 0; y < header.Height; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadRow(header, palette, pixels[(int)(stride * y)..], image.Row(header.TopDown ? y : header.Height - 1 - y));
        }

        return image;
    }

    private static Rgb24[] ReadPalette(BmpHeader header, ReadOnlySpan<byte> data)
    {
        var palette = new Rgb24[header.PaletteColors];
        for (var i = 0; i < palette.Length; i++)
        {
            var entry = data[(header.PaletteOffset + (i * header.PaletteEntrySize))..];
            palette[i] = new Rgb24(entry[2], entry[1], entry[0]);
        }

        return palette;
    }

    private static void ReadRow<TPixel>(BmpHeader header, Rgb24[] palette, ReadOnlySpan<byte> source, Span<TPixel> row)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        for (var x = 0; x < row.Length; x++)
        {
            row[x].FromRgb24(header.BitsPerPixel switch
            {
                1 => Look(palette, (source[x >> 3] >> (7 - (x & 7))) & 1),
                4 => Look(palette, (source[x >> 1] >> (4 - ((x & 1) * 4))) & 0xF),
                8 => Look(palette, source[x]),
                16 => Unpack(BinaryPrimitives.ReadUInt16LittleEndian(source[(2 * x)..]), header.Masks),
                24 => new Rgb24(source[(3 * x) + 2], source[(3 * x) + 1], source[3 * x]),
                _ => Unpack(BinaryPrimitives.ReadUInt32LittleEndian(source[(4 * x)..]), header.Masks),
            });
        }
    }

    internal static Rgb24 Look(Rgb24[] palette, int index) =>
        index < palette.Length
            ? palette[index]
            : throw new InvalidImageContentException("The bitmap is broken: a colour lies outside the palette.");

    private static Rgb24 Unpack(uint pixel, (uint Red, uint Green, uint Blue) masks) =>
        new(Widen(pixel, masks.Red), Widen(pixel, masks.Green), Widen(pixel, masks.Blue));

    /// <summary>A channel's bits to eight; those missing repeat its highest ones, as the real package has it.</summary>
    private static byte Widen(uint pixel, uint mask)
    {
        var bits = BitOperations.PopCount(mask);
        var value = (pixel & mask) >> BitOperations.TrailingZeroCount(mask);

        return (byte)((value << (8 - bits)) | (value >> (2 * bits - 8)));
    }
}
