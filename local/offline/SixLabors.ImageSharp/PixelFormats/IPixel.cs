namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>A pixel's conversions, in place.</summary>
public interface IPixel
{
    void FromRgb24(Rgb24 source);

    void FromRgba32(Rgba32 source);

    void ToRgba32(ref Rgba32 dest);
}
