using ImageClassification.Contracts;
using ImageClassification.Inference.Images.Headers;
using ImageClassification.Inference.Images.Jpeg;

namespace ImageClassification.Inference.Images.Tiff;

/// <summary>
/// A TIFF's first page to pixels, bit for bit as Pillow: alpha dropped, 16 bits by their upper eight, turned as the file says,
/// which Pillow does with TIFF alone. Safe for several threads.
/// </summary>
internal static class TiffDecoder
{
    public static Outcome<RgbImage> Decode(ReadOnlySpan<byte> tiff, ImageHeader header)
    {
        var directory = new TiffDirectory(tiff);
        var image = new RgbImage(header.Width, header.Height, header.Channels);
        try
        {
            Fill(image, tiff, directory);
        }
        catch (InvalidDataException exception)
        {
            image.Dispose();
            return ImageErrors.Corrupt(exception.Message);
        }

        var orientation = ExifOrientation.Of(directory);
        if (orientation == ExifOrientation.Upright)
        {
            return image;
        }

        using (image)
        {
            return Turning.Turn(image, orientation);
        }
    }

    private static void Fill(RgbImage image, ReadOnlySpan<byte> tiff, TiffDirectory directory)
    {
        var layout = TiffLayout.Of(directory);
        var pixels = new TiffPixels(layout, directory[TiffTag.ColorMap]);
        using var segments = new TiffSegments(tiff, directory, layout);
        var (width, height) = ((int)layout.SegmentWidth, (int)layout.SegmentHeight);
        for (int plane = 0, index = 0; plane < layout.Planes; plane++)
        {
            for (var top = 0L; top < image.Height; top += height)
            {
                var rows = (int)Math.Min(height, image.Height - top);
                for (var left = 0L; left < image.Width; left += width)
                {
                    var columns = (int)Math.Min(width, image.Width - left);
                    var bytes = segments.Read(index++, rows);
                    for (var row = 0; row < rows; row++)
                    {
                        var target = image.Decoded[(int)((((top + row) * image.Width) + left) * layout.Channels)..];
                        pixels.Write(bytes.Slice((int)(row * layout.Stride)), target[..(columns * layout.Channels)], plane);
                    }
                }
            }
        }

        if (layout.Colour == TiffColour.Cmyk)
        {
            CmykConversion.ToRgb(image.Decoded, image.Pixels, isInverted: false);
        }
        else if (layout.IsPremultiplied)
        {
            TiffPixels.DivideByAlpha(image.Decoded, image.Pixels);
        }
    }
}
