using System.Buffers.Binary;

namespace SixLabors.ImageSharp.Native;

/// <summary>An image that libvips decodes as its rows are asked for, from the top down. Used by one thread.</summary>
internal sealed unsafe class VipsImage : IDisposable
{
    private const int AccessSequential = 1;
    private const int FailOnError = 2;
    private const int FormatByte = 0;
    private const int FormatUInt16 = 2;

    private const int SmallCanvas = 1 << 20;

    private readonly nint _image;
    private nint _region;

    private VipsImage(nint image)
    {
        _image = image;
        (Width, Height) = (Vips.vips_image_get_width(image), Vips.vips_image_get_height(image));
        Bands = Vips.vips_image_get_bands(image);
        BytesPerSample = Vips.vips_image_get_format(image) switch { FormatByte => 1, FormatUInt16 => 2, _ => 0 };
    }

    public int Width { get; private set; }

    public int Height { get; private set; }

    public int Bands { get; }

    public int BytesPerSample { get; }

    /// <param name="loader">The format; libvips does not guess it.</param>
    /// <param name="data">The file's bytes, which must stay where they are until the image is disposed.</param>
    /// <param name="length">In bytes.</param>
    public static VipsImage Open(VipsLoader loader, byte* data, int length)
    {
        Vips.Start();
        fixed (byte* access = "access\0"u8, failOn = "fail_on\0"u8)
        {
            var result = loader switch
            {
                VipsLoader.Png => Vips.vips_pngload_buffer(
                    data, (nuint)length, out var png, access, AccessSequential, failOn, FailOnError, null) == 0 ? png : 0,
                VipsLoader.Gif => Vips.vips_gifload_buffer(
                    data, (nuint)length, out var gif, access, AccessSequential, failOn, FailOnError, null) == 0 ? gif : 0,
                VipsLoader.Webp => Vips.vips_webpload_buffer(
                    data, (nuint)length, out var webp, access, AccessSequential, failOn, FailOnError, null) == 0 ? webp : 0,
                _ => throw new ArgumentOutOfRangeException(nameof(loader)),
            };
            if (result == 0)
            {
                throw Broken();
            }

            var image = new VipsImage(result);
            try
            {
                Require(image is { Bands: >= 1 and <= 4, BytesPerSample: > 0 }, "its pixels are of an unknown kind");
                if (loader == VipsLoader.Gif)
                {
                    image.ClipToLogicalScreen(new ReadOnlySpan<byte>(data, length));
                }

                return image;
            }
            catch
            {
                image.Dispose();
                throw;
            }
        }
    }

    /// <summary>Decodes rows.</summary>
    /// <exception cref="InvalidImageContentException">The file is broken or cut short there.</exception>
    public VipsStrip Fetch(int top, int height)
    {
        if (_region == 0)
        {
            _region = Vips.vips_region_new(_image);
        }

        var pixels = Vips.vips_region_fetch(_region, 0, top, Width, height, out var length);

        return pixels is null
            ? throw Broken()
            : new VipsStrip(pixels, checked((int)length), Width * Bands * BytesPerSample);
    }

    public void Dispose()
    {
        if (_region != 0)
        {
            Vips.g_object_unref(_region);
        }

        Vips.g_object_unref(_image);
    }

    /// <summary>
    /// libvips enlarges a GIF to its largest frame, the real package keeps the size that the header declares. The memory
    /// is libvips's all the same, so a small header does not smuggle in a huge frame.
    /// </summary>
    private void ClipToLogicalScreen(ReadOnlySpan<byte> gif)
    {
        var (width, height) = (BinaryPrimitives.ReadUInt16LittleEndian(gif[6..]), BinaryPrimitives.ReadUInt16LittleEndian(gif[8..]));
        Require(width > 0 && height > 0, "its logical screen is empty");
        Require((long)Width * Height <= (4L * width * height) + SmallCanvas, "a frame is far larger than its logical screen");
        (Width, Height) = (Math.Min(Width, width), Math.Min(Height, height));
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new InvalidImageContentException($"The image is broken: {otherwise}.");
        }
    }

    private static InvalidImageContentException Broken() => new($"The image is broken: {Vips.TakeError()}");
}
