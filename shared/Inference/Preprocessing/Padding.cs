using ImageClassification.Inference.Images;
using ImageClassification.Inference.Models;

namespace ImageClassification.Inference.Preprocessing;

/// <summary>A colour around an image that is smaller than the model's input, as Pillow's ImageOps.pad or timm's CenterCropOrPad.</summary>
internal static class Padding
{
    /// <param name="image">No larger than the result.</param>
    /// <param name="width">The result's.</param>
    /// <param name="height">The result's.</param>
    /// <param name="resize">Its colour is one value for each channel; null for black.</param>
    /// <returns>The image in the middle. The caller disposes it.</returns>
    public static RgbImage Around(RgbImage image, int width, int height, ModelResize resize)
    {
        var padded = new RgbImage(width, height);
        var pixels = padded.Pixels;
        byte[] pixel = resize.PadColour is { } colour
            ? [.. Enumerable.Range(0, RgbImage.Channels).Select(channel => (byte)colour[channel % colour.Count])]
            : [0, 0, 0];
        for (var i = 0; i < pixels.Length; i += RgbImage.Channels)
        {
            pixel.CopyTo(pixels[i..]);
        }

        var rounding = resize.Rounding == Rounding.Timm ? Rounding.Floor : Rounding.HalfEven;
        var (left, top) = (ResizeGeometry.Half(width - image.Width, rounding), ResizeGeometry.Half(height - image.Height, rounding));
        for (var y = 0; y < image.Height; y++)
        {
            image.Row(y).CopyTo(padded.Row(top + y)[(left * RgbImage.Channels)..]);
        }

        return padded;
    }
}
