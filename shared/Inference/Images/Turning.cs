namespace ImageClassification.Inference.Images;

/// <summary>Turns and mirrors an image as EXIF's orientation says, like Pillow's ImageOps.exif_transpose.</summary>
internal static class Turning
{
    /// <param name="image">Left as it is.</param>
    /// <param name="orientation">2 to 8. <see href="https://exiftool.org/TagNames/EXIF.html"/>, 0x0112</param>
    /// <returns>The caller disposes it.</returns>
    public static RgbImage Turn(RgbImage image, int orientation)
    {
        var (right, bottom) = (image.Width - 1, image.Height - 1);
        var swaps = orientation >= 5;
        var fromRight = orientation is 2 or 3 or 7 or 8;
        var fromBottom = orientation is 3 or 4 or 6 or 7;
        var turned = swaps ? new RgbImage(image.Height, image.Width) : new RgbImage(image.Width, image.Height);
        var pixels = image.Pixels;
        for (var y = 0; y < turned.Height; y++)
        {
            var row = turned.Row(y);
            for (var x = 0; x < turned.Width; x++)
            {
                var (column, line) = swaps ? (y, x) : (x, y);
                var from = ((fromBottom ? bottom - line : line) * image.Stride) + ((fromRight ? right - column : column) * RgbImage.Channels);
                pixels.Slice(from, RgbImage.Channels).CopyTo(row[(x * RgbImage.Channels)..]);
            }
        }

        return turned;
    }
}
