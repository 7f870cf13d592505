namespace ImageClassification.Inference.Images.Jpeg;

/// <summary>
/// Decoding at a fraction of the size, as Pillow's <c>Image.draft("RGB", (width, height))</c>: the smallest of a half, a quarter
/// and an eighth that is not smaller than asked for. It takes less time and memory, and makes other pixels than resizing does.
/// <see href="https://github.com/python-pillow/Pillow/blob/9.4.0/src/PIL/JpegImagePlugin.py"/>, draft
/// </summary>
/// <param name="Width">In pixels, at least 2: below, libturbojpeg may take another fraction of the same rounded size.</param>
/// <param name="Height">In pixels, at least 2.</param>
internal sealed record JpegDraft(int Width, int Height)
{
    /// <returns>What width and height are divided by, rounded up: 1, 2, 4 or 8.</returns>
    public int DivisorFor(ImageHeader header) =>
        Math.Min(header.Width / Width, header.Height / Height) switch { >= 8 => 8, >= 4 => 4, >= 2 => 2, _ => 1 };
}
