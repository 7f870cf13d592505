using System.Diagnostics;
using ImageClassification.Contracts;

namespace ImageClassification.Inference.Images.WebP;

/// <summary>
/// WebP to pixels by libwebp, bit for bit as Pillow: alpha dropped without compositing, of an animation the first frame,
/// with black around it. Safe for several threads.
/// </summary>
internal static unsafe class WebPDecoder
{
    private const string Damaged = "The WebP's data is damaged or cut off";

    public static Outcome<RgbImage> Decode(ReadOnlySpan<byte> file) => WebPContainer.Read(file) switch
    {
        Outcome<WebPFrame>.Ok(var frame) => Decode(file, frame),
        Outcome<WebPFrame>.Refused(var error) => error,
        _ => throw new UnreachableException(),
    };

    private static Outcome<RgbImage> Decode(ReadOnlySpan<byte> file, WebPFrame frame)
    {
        if (!LosslessStream.TryMeasure(file[frame.Lossless], frame.Width, frame.Height, out var working))
        {
            return ImageErrors.Corrupt(Damaged);
        }

        var chunks = file[frame.Chunks];
        var alpha = chunks.StartsWith("ALPH"u8) ? (long)frame.Width * frame.Height : 0;
        var bytes = file.Length + ((long)frame.CanvasWidth * frame.CanvasHeight * RgbImage.Channels) + alpha + working;
        if (bytes > InferenceOptions.MostBytesOfWebP)
        {
            return ImageErrors.TooMuchMemory(bytes, InferenceOptions.MostBytesOfWebP);
        }

        var image = new RgbImage(frame.CanvasWidth, frame.CanvasHeight);
        if (frame.Width < image.Width || frame.Height < image.Height)
        {
            image.Pixels.Clear();
        }

        var pixels = image.Pixels[((frame.Top * image.Stride) + (frame.Left * RgbImage.Channels))..];
        fixed (byte* data = chunks, target = pixels)
        {
            if (LibWebP.DecodeRgbInto(data, (nuint)chunks.Length, target, (nuint)pixels.Length, image.Stride) != null)
            {
                return image;
            }
        }

        image.Dispose();
        return ImageErrors.Corrupt(Damaged);
    }
}
