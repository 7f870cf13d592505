using ImageClassification.Inference.Images.Headers;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.PixelFormats;

namespace ImageClassification.Inference.Images;

/// <summary>PNG, GIF and BMP to pixels by ImageSharp: alpha dropped without compositing, first frame only. Safe for several threads.</summary>
internal static class ManagedDecoder
{
    private static readonly Configuration Formats = FormatsThatAreRead();

    public static Outcome<RgbImage> Decode(ReadOnlySpan<byte> image, ImageHeader header)
    {
        if (Completeness.IsCutOff(image, header.Format))
        {
            return ImageErrors.Corrupt($"The {header.FormatName} is cut off");
        }

        var pixels = new RgbImage(header.Width, header.Height);
        try
        {
            if (header.Format == ImageFormat.Gif)
            {
                DecodeGif(image, pixels);
            }
            else
            {
                Decode(image, pixels);
            }

            return pixels;
        }
#pragma warning disable CA1031 // On broken files its decoders throw whatever comes of them, NullReferenceException too
        catch (Exception exception) when (exception is not (OutOfMemoryException or OperationCanceledException))
#pragma warning restore CA1031
        {
            pixels.Dispose();
            return ImageErrors.Corrupt($"The {header.FormatName}'s data is damaged or cut off ({exception.Message.TrimEnd('.')})");
        }
    }

    private static void Decode(ReadOnlySpan<byte> image, RgbImage pixels)
    {
        using var decoded = Image.Load<Rgb24>(Formats, image);
        if (decoded.Width != pixels.Width || decoded.Height != pixels.Height)
        {
            throw new InvalidImageContentException($"{decoded.Width} × {decoded.Height} pixels instead of {pixels.Width} × {pixels.Height}");
        }

        decoded.CopyPixelDataTo(pixels.Pixels);
    }

    /// <summary>
    /// ImageSharp leaves black what is transparent, or outside the frame. Pillow's <c>convert("RGB")</c> shows the
    /// transparent colour there, or the palette's first.
    /// </summary>
    private static void DecodeGif(ReadOnlySpan<byte> image, RgbImage pixels)
    {
        var frame = GifFirstFrame.Find(image)!.Value;
        var opaque = image.ToArray();
        if (frame.TransparencyAt is { } flags)
        {
            opaque[flags] &= 0xFE;
        }

        Decode(opaque, pixels);
        FillAround(frame, frame.ColourAround(image), pixels);
    }

    private static void FillAround(GifFirstFrame frame, ReadOnlySpan<byte> colour, RgbImage pixels)
    {
        for (var y = 0; y < pixels.Height; y++)
        {
            var inFrame = y >= frame.Top && y < frame.Top + frame.Height;
            var row = pixels.Row(y);
            for (var x = 0; x < pixels.Width; x++)
            {
                if (inFrame && x == frame.Left)
                {
                    x += frame.Width - 1;
                    continue;
                }

                colour.CopyTo(row[(x * RgbImage.Channels)..]);
            }
        }
    }

    private static Configuration FormatsThatAreRead()
    {
        var formats = new Configuration(new PngConfigurationModule(), new GifConfigurationModule(), new BmpConfigurationModule());
        formats.ImageFormatsManager.SetDecoder(PngFormat.Instance, new PngDecoder { IgnoreMetadata = true });
        formats.ImageFormatsManager.SetDecoder(
            GifFormat.Instance, new GifDecoder { IgnoreMetadata = true, DecodingMode = FrameDecodingMode.First });
        return formats;
    }
}
