using System.Diagnostics;
using ImageClassification.Contracts;
using ImageClassification.Inference.Images;
using ImageClassification.Inference.Images.Headers;
using ImageClassification.Inference.Images.Jpeg;
using ImageClassification.Inference.Models;
using ImageClassification.Inference.Preprocessing;

namespace ImageClassification.Inference.Thumbnails;

/// <summary>Small JPEGs of images, for people. Safe for several threads.</summary>
public static class Thumbnail
{
    /// <param name="image">Of one of the <see cref="ImageFormats"/>; anything else is rejected, and so are damaged ones.</param>
    /// <param name="side">Of the longer side, in pixels, at least 2; smaller images keep their size.</param>
    /// <param name="maxPixels">As <see cref="InferenceOptions.MaxPixels"/>.</param>
    /// <returns>A JPEG, upright as EXIF says. A large JPEG is decoded at a fraction of its size.</returns>
    public static Outcome<byte[]> Of(ReadOnlySpan<byte> image, int side, long maxPixels)
    {
        switch (HeaderCheck.Read(image, maxPixels))
        {
            case Outcome<ImageHeader>.Refused(var error):
                return error;
            case Outcome<ImageHeader>.Ok(var header):
                var (width, height) = Fit(header.Width, header.Height, side);
                return ImageDecoder.Decode(image, header, new JpegDraft(Math.Max(2, width), Math.Max(2, height))) switch
                {
                    Outcome<RgbImage>.Refused(var error) => error,
                    Outcome<RgbImage>.Ok(var pixels) => Encode(pixels, ExifOrientation.Of(image, header.Format), side),
                    _ => throw new UnreachableException(),
                };
            default:
                throw new UnreachableException();
        }
    }

    private static byte[] Encode(RgbImage pixels, int orientation, int side)
    {
        using var decoded = pixels; // a HEIF may be turned already, so its size counts from here on
        var (width, height) = Fit(decoded.Width, decoded.Height, side);
        using var small = Resampler.Resize(
            decoded, new Axis(decoded.Width, width, 0, width), new Axis(decoded.Height, height, 0, height), ResizeFilter.Bilinear);
        if (orientation == ExifOrientation.Upright)
        {
            return JpegEncoder.Encode(small);
        }

        using var turned = Turning.Turn(small, orientation);
        return JpegEncoder.Encode(turned);
    }

    private static (int Width, int Height) Fit(int width, int height, int side)
    {
        var scale = Math.Min(1, (double)side / Math.Max(width, height));
        return (Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
    }
}
