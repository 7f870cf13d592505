using System.Runtime.InteropServices;

namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>Three bytes: red, green, blue. Conversion from a format with alpha drops the alpha.</summary>
[StructLayout(LayoutKind.Sequential)]
public record struct Rgb24(byte R, byte G, byte B) : IPixel<Rgb24>
{
    public byte R = R;
    public byte G = G;
    public byte B = B;

    public void FromRgb24(Rgb24 source) => this = source;

    public void FromRgba32(Rgba32 source) => this = new(source.R, source.G, source.B);

    public readonly void ToRgba32(ref Rgba32 dest) => dest = new(R, G, B, byte.MaxValue);

    public override readonly string ToString() => $"Rgb24({R}, {G}, {B})";
}
