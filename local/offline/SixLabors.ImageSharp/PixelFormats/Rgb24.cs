using System.Runtime.InteropServices;

namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>Three bytes: red, green, blue.</summary>
[StructLayout(LayoutKind.Sequential)]
public record struct Rgb24(byte R, byte G, byte B) : IPixel<Rgb24>
{
    public void FromRgb24(Rgb24 source) => this = source;
}
