using System.Runtime.InteropServices;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp;

/// <summary>Pixels in rows from the top down; in native memory, as the package's are.</summary>
public sealed unsafe class Image<TPixel> : Image
    where TPixel : unmanaged, IPixel<TPixel>
{
    private TPixel* _pixels;

    internal Image(int width, int height)
        : base(width, height) => _pixels = (TPixel*)NativeMemory.AllocZeroed((nuint)checked(width * height), (nuint)sizeof(TPixel));

    private Span<TPixel> Pixels
    {
        get
        {
            ObjectDisposedException.ThrowIf(_pixels is null, this);
            return new(_pixels, Width * Height);
        }
    }

    /// <exception cref="ArgumentException">The destination is shorter than the image.</exception>
    public void CopyPixelDataTo(Span<byte> destination) => MemoryMarshal.AsBytes(Pixels).CopyTo(destination);

    public override void Dispose()
    {
        NativeMemory.Free(_pixels);
        _pixels = null;
    }

    internal Span<TPixel> Row(int y) => Pixels.Slice(y * Width, Width);
}
