using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Bmp;

public sealed class BmpConfigurationModule : IConfigurationModule
{
    public void Configure(Configuration configuration) =>
        configuration.ImageFormatsManager.SetDecoder(BmpFormat.Instance, new BmpDecoder());
}

public sealed class BmpFormat : IImageFormat
{
    private BmpFormat()
    {
    }

    public static BmpFormat Instance { get; } = new();

    public string Name => "BMP";

    bool IImageFormat.Starts(ReadOnlySpan<byte> file) => file.StartsWith("BM"u8);
}

/// <summary>Uncompressed bitmaps. Rows are padded to four bytes and usually stand on their head.</summary>
public sealed class BmpDecoder : IImageDecoder
{
    Image<TPixel> IImageDecoder.Decode<TPixel>(ReadOnlySpan<byte> file)
    {
        var header = BmpHeader.Parse(file);
        var palette = file[header.PaletteOffset..header.PixelOffset];
        var pixels = file[header.PixelOffset..];
        var stride = (header.RowLength + 3) / 4 * 4;
        InvalidImageContentException.ThrowUnless(
            pixels.Length >= (stride * (header.Height - 1)) + header.RowLength, "the pixels are cut short");

        var image = new Image<TPixel>(header.Width, header.Height);
        try
        {
            for (var y = 0; y < header.Height; y++)
            {
                ReadRow(header, palette, pixels[(int)(stride * y)..], image.Row(header.TopDown ? y : header.Height - 1 - y));
            }

            return image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    private static void ReadRow<TPixel>(BmpHeader header, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> source, Span<TPixel> row)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        for (var x = 0; x < row.Length; x++)
        {
            var colour = header.BitsPerPixel switch
            {
                1 => Look(header, palette, (source[x / 8] >> (7 - (x % 8))) & 1),
                4 => Look(header, palette, (source[x / 2] >> (4 - (x % 2 * 4))) & 0xF),
                8 => Look(header, palette, source[x]),
                24 => source[(3 * x)..],
                _ => source[(4 * x)..],
            };
            row[x].FromRgb24(new Rgb24(colour[2], colour[1], colour[0]));
        }
    }

    private static ReadOnlySpan<byte> Look(BmpHeader header, ReadOnlySpan<byte> palette, int index)
    {
        InvalidImageContentException.ThrowUnless(index < header.PaletteColors, "a colour lies outside the palette");

        return palette[(BmpHeader.PaletteEntrySize * index)..];
    }
}
