using System.Runtime.InteropServices;

namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>Four bytes: red, green, blue, alpha. The colours are not multiplied by the alpha.</summary>
[StructLayout(LayoutKind.Sequential)]
public record struct Rgba32(byte R, byte G, byte B, byte A) : IPixel<Rgba32>
{
    public byte R = R;
    public byte G = G;
    public byte B = B;
    public byte A = A;

    public Rgba32(byte r, byte g, byte b)
        : this(r, g, b, byte.MaxValue)
    {
    }

    public void FromRgb24(Rgb24 source) => this = new(source.R, source.G, source.B);

    public void FromRgba32(Rgba32 source) => this = source;

    public readonly void ToRgba32(ref Rgba32 dest) => dest = this;

    public override readonly string ToString() => $"Rgba32({R}, {G}, {B}, {A})";
}
