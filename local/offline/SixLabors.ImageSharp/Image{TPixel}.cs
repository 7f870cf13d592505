using System.Runtime.InteropServices;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp;

/// <summary>Pixels in rows from the top down.</summary>
public sealed class Image<TPixel> : Image
    where TPixel : unmanaged, IPixel<TPixel>
{
    private readonly TPixel[] _pixels;

    internal Image(int width, int height)
        : base(width, height) => _pixels = new TPixel[checked(width * height)];

    /// <exception cref="ArgumentException">The destination is shorter than the image.</exception>
    public void CopyPixelDataTo(Span<byte> destination) => MemoryMarshal.AsBytes<TPixel>(_pixels).CopyTo(destination);

    internal Span<TPixel> Row(int y) => _pixels.AsSpan(y * Width, Width);
}
