using ImageClassification.Inference.Images;

namespace ImageClassification.Inference.Preprocessing;

/// <summary>A colour around an image that is smaller than the model's input, as Pillow's ImageOps.pad.</summary>
internal static class Padding
{
    /// <param name="image">No larger than the result.</param>
    /// <param name="width">The result's.</param>
    /// <param name="height">The result's.</param>
    /// <param name="colour">Red, green, blue; null for black.</param>
    /// <returns>The image in the middle; half a pixel rounds to the even one. The caller disposes it.</returns>
    public static RgbImage Around(RgbImage image, int width, int height, IReadOnlyList<int>? colour)
    {
        var padded = new RgbImage(width, height);
        var pixels = padded.Pixels;
        byte[] pixel = [.. (colour ?? [0, 0, 0]).Select(value => (byte)value)];
        for (var i = 0; i < pixels.Length; i += RgbImage.Channels)
        {
            pixel.CopyTo(pixels[i..]);
        }

        var (left, top) = (Half(width - image.Width), Half(height - image.Height));
        for (var y = 0; y < image.Height; y++)
        {
            image.Row(y).CopyTo(padded.Row(top + y)[(left * RgbImage.Channels)..]);
        }

        return padded;
    }

    private static int Half(int room) => (int)Math.Round(room * 0.5, MidpointRounding.ToEven);
}
