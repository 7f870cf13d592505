namespace SixLabors.ImageSharp.Native;

/// <summary>Decoded rows in memory of libvips.</summary>
internal readonly unsafe ref struct VipsStrip(byte* pixels, int length, int stride)
{
    private readonly ReadOnlySpan<byte> _pixels = new(pixels, length);

    public ReadOnlySpan<byte> Row(int y) => _pixels.Slice(y * stride, stride);

    public void Dispose()
    {
        fixed (byte* memory = _pixels)
        {
            Vips.g_free((nint)memory);
        }
    }
}
