using System.Buffers.Binary;
using ImageClassification.Contracts;
using ImageClassification.Inference.Images.Bmp;

namespace ImageClassification.Inference.Images.Headers;

/// <summary>Reads a BMP's headers, and refuses the kinds that Pillow refuses, or of which ImageSharp makes other pixels than Pillow.</summary>
internal static class BmpHeader
{
    private const int MasksStart = 54;
    private const string Remedy = "Save it as PNG";

    /// <summary>Red, green, blue and alpha; an alpha of 0 is none.</summary>
    private static readonly (uint, uint, uint, uint)[] Masks =
    [
        (0xFF0000, 0xFF00, 0xFF, 0),
        (0xFF0000, 0xFF00, 0xFF, 0xFF000000),
        (0xFF, 0xFF00, 0xFF0000, 0xFF000000),
        (0xFF000000, 0xFF0000, 0xFF00, 0),
        (0xFF000000, 0xFF0000, 0xFF00, 0xFF),
    ];

    public static Outcome<ImageHeader> Read(ReadOnlySpan<byte> image)
    {
        if (BmpLayout.Read(image) is not { } bmp)
        {
            return ImageErrors.Corrupt("The BMP ends within its header");
        }

        if (bmp.Width <= 0 || bmp.Height is 0 or > int.MaxValue)
        {
            return ImageErrors.Corrupt($"The BMP's header claims {bmp.Width} × {bmp.Height} pixels");
        }

        if (bmp.HeaderLength is not (BmpLayout.CoreHeader or BmpLayout.InfoHeader or 64 or 108 or 124))
        {
            return ImageErrors.Unsupported($"A BMP with a header of {bmp.HeaderLength} bytes, which Pillow does not read", Remedy);
        }

        var isRead = (bmp.Compression, bmp.Bits) switch
        {
            (BmpCompression.None, 1 or 4 or 8 or 24 or 32) or (BmpCompression.RunLengths8, 8) or (BmpCompression.RunLengths4, 4) => true,
            (BmpCompression.BitFields, 32) => bmp.HeaderLength != 64 && HasUsualMasks(image, bmp),
            _ => false,
        };
        if (!isRead)
        {
            var kind = (bmp.Compression, bmp.Bits) is (BmpCompression.BitFields, 32) ? " and unusual masks" : $", compression {(uint)bmp.Compression}";
            return ImageErrors.Unsupported($"A BMP of {bmp.Bits} bits per pixel{kind}, which decoders reject or decode differently", Remedy);
        }

        var paletteEnd = bmp.HeaderEnd + (bmp.Colours * bmp.ColourLength);
        if (bmp.PixelStart < paletteEnd || image.Length < paletteEnd || bmp.Colours > 256)
        {
            return ImageErrors.Corrupt("The BMP's pixels begin within its header or its palette");
        }

        if (IsMisread(image, bmp))
        {
            return ImageErrors.Unsupported($"A BMP of {bmp.Bits} bits per pixel with a palette of greys, which Pillow misreads", Remedy);
        }

        return bmp.StatedColours == 0 && bmp.Colours > 0 && bmp.PixelStart >= paletteEnd + bmp.Colours
            ? ImageErrors.Unsupported("A BMP with a gap after its palette, which makes ImageSharp misread the palette", Remedy)
            : new ImageHeader(ImageFormat.Bmp, (int)bmp.Width, (int)bmp.Height);
    }

    private static bool HasUsualMasks(ReadOnlySpan<byte> image, BmpLayout bmp)
    {
        var isShort = bmp.HeaderLength == BmpLayout.InfoHeader;
        return bmp.PixelStart >= MasksStart + 12
            && image.Length >= MasksStart + 16
            && Masks.Contains((Mask(image, 0), Mask(image, 1), Mask(image, 2), isShort ? 0 : Mask(image, 3)));
    }

    private static uint Mask(ReadOnlySpan<byte> image, int channel) => BinaryPrimitives.ReadUInt32LittleEndian(image[(MasksStart + (4 * channel))..]);

    /// <summary>
    /// Where the palette says no more than the indexes do, Pillow takes it for none: black and white as one bit a pixel,
    /// 0, 1, 2 … as eight, regardless of the header.
    /// </summary>
    private static bool IsMisread(ReadOnlySpan<byte> image, BmpLayout bmp)
    {
        if (bmp.Colours == 0 || bmp.Bits == (bmp.Colours == 2 ? 1 : 8))
        {
            return false;
        }

        for (var i = 0; i < bmp.Colours; i++)
        {
            var shade = (byte)(bmp.Colours == 2 ? 255 * i : i);
            if (image.Slice((int)bmp.HeaderEnd + (i * bmp.ColourLength), 3).IndexOfAnyExcept(shade) >= 0)
            {
                return false;
            }
        }

        return true;
    }
}
