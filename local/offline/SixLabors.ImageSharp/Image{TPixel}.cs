using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp;

/// <summary>Pixels in rows from the top down.</summary>
public sealed class Image<TPixel> : Image
    where TPixel : unmanaged, IPixel<TPixel>
{
    /// <summary>Above it the real package's allocator may split an image into several blocks.</summary>
    private const long LargestCertainBlock = 4 * 1024 * 1024;

    private readonly bool _contiguous;
    private TPixel[]? _pixels;

    /// <summary>An image of <c>default</c> pixels.</summary>
    public Image(Configuration configuration, int width, int height)
        : base(width, height)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);

        _pixels = new TPixel[checked(width * height)];
        _contiguous = configuration.PreferContiguousImageBuffers
            || (long)_pixels.Length * Unsafe.SizeOf<TPixel>() <= LargestCertainBlock;
    }

    public TPixel this[int x, int y]
    {
        get => Row(y)[x];
        set => Row(y)[x] = value;
    }

    /// <exception cref="ArgumentException">The destination is shorter than the image.</exception>
    public void CopyPixelDataTo(Span<TPixel> destination) => Pixels.CopyTo(destination);

    /// <inheritdoc cref="CopyPixelDataTo(Span{TPixel})"/>
    public void CopyPixelDataTo(Span<byte> destination) => CopyPixelDataTo(MemoryMarshal.Cast<byte, TPixel>(destination));

    /// <summary>
    /// The pixels themselves, valid until the image is disposed. False where they are not in one block, which
    /// <see cref="Configuration.PreferContiguousImageBuffers"/> prevents.
    /// </summary>
    public bool DangerousTryGetSinglePixelMemory(out Memory<TPixel> memory)
    {
        memory = _contiguous ? Pixels : default;

        return _contiguous;
    }

    public override string ToString() => $"Image<{typeof(TPixel).Name}>: {Width}x{Height}";

    internal Span<TPixel> Row(int y) => Pixels.AsSpan(checked(y * Width), Width);

    protected override void Dispose(bool disposing) => _pixels = null;

    private TPixel[] Pixels
    {
        get
        {
            ObjectDisposedException.ThrowIf(_pixels is null, this);

            return _pixels;
        }
    }
}
