using ImageClassification.Inference.Images;

namespace ImageClassification.Inference.Tests;

/// <summary>The pictures that golden/make.py draws, by the same formula.</summary>
internal static class Picture
{
    public static RgbImage Draw(int width, int height)
    {
        var image = new RgbImage(width, height);
        var pixels = image.Pixels;
        var position = 0;
        for (uint y = 0; y < height; y++)
        {
            for (uint x = 0; x < width; x++)
            {
                for (uint c = 0; c < RgbImage.Channels; c++)
                {
                    pixels[position++] = Value(x, y, c);
                }
            }
        }

        return image;
    }

    private static byte Value(uint x, uint y, uint c)
    {
        var noise = unchecked((x * 73856093) ^ (y * 19349663) ^ (c * 83492791));
        noise ^= noise >> 13;
        noise = unchecked(noise * 1540483477);
        noise ^= noise >> 15;
        var gradient = (x * 3) + (y * 5) + (c * 85);
        var tile = ((x / 8) + (y / 8 * 3)) % 4;
        return unchecked((byte)(tile switch
        {
            0 => noise,
            1 => gradient,
            2 => ((x / 2) + (y / 3) + c) % 2 * 255,
            _ => gradient + (noise % 16),
        }));
    }
}
