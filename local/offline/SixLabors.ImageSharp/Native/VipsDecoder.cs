using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Native;

/// <summary>Decodes through libvips.</summary>
internal static unsafe class VipsDecoder
{
    private const int AccessSequential = 1;
    private const int FailOnError = 2;
    private const int FormatByte = 0;
    private const int FormatUInt16 = 2;

    private const int SmallCanvas = 1 << 20;

    /// <summary>The whole image would stand in memory twice.</summary>
    private const int StripHeight = 64;

    /// <param name="load">The format's loader; libvips does not guess it.</param>
    /// <param name="file">The file's bytes.</param>
    /// <param name="canvas">What to cut the image down to.</param>
    /// <exception cref="InvalidImageContentException">The file is broken or cut short.</exception>
    public static Image<TPixel> Decode<TPixel>(VipsLoad load, ReadOnlySpan<byte> file, (int Width, int Height)? canvas = null)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        Vips.Start();
        fixed (byte* data = file, access = "access\0"u8, failOn = "fail_on\0"u8)
        {
            if (load(data, (nuint)file.Length, out var source, access, AccessSequential, failOn, FailOnError, null) != 0)
            {
                throw Broken();
            }

            try
            {
                return Copy<TPixel>(source, canvas ?? (Vips.vips_image_get_width(source), Vips.vips_image_get_height(source)));
            }
            finally
            {
                Vips.g_object_unref(source);
            }
        }
    }

    private static Image<TPixel> Copy<TPixel>(nint source, (int Width, int Height) canvas)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        var (width, height) = (Vips.vips_image_get_width(source), Vips.vips_image_get_height(source));
        InvalidImageContentException.ThrowUnless(
            (long)width * height <= (4L * canvas.Width * canvas.Height) + SmallCanvas, "a frame is far larger than its logical screen");
        var bands = Vips.vips_image_get_bands(source);
        var sampleSize = Vips.vips_image_get_format(source) switch { FormatByte => 1, FormatUInt16 => 2, _ => 0 };
        InvalidImageContentException.ThrowUnless(bands is >= 1 and <= 4 && sampleSize > 0, "its pixels are of an unknown kind");

        var image = new Image<TPixel>(Math.Min(width, canvas.Width), Math.Min(height, canvas.Height));
        var region = Vips.vips_region_new(source);
        try
        {
            for (var y = 0; y < image.Height; y += StripHeight)
            {
                CopyStrip(region, image, y, bands, sampleSize);
            }

            return image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
        finally
        {
            Vips.g_object_unref(region);
        }
    }

    private static void CopyStrip<TPixel>(nint region, Image<TPixel> image, int top, int bands, int sampleSize)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        var height = Math.Min(StripHeight, image.Height - top);
        var samples = Vips.vips_region_fetch(region, 0, top, image.Width, height, out _);
        if (samples is null)
        {
            throw Broken();
        }

        for (var y = 0; y < height; y++)
        {
            Convert(samples + ((nint)y * image.Width * bands * sampleSize), bands, sampleSize, image.Row(top + y));
        }

        Vips.g_free((nint)samples);
    }

    /// <summary>One band is grey, two grey and alpha, three RGB, four RGBA. The alpha is dropped, never applied.</summary>
    private static void Convert<TPixel>(byte* samples, int bands, int sampleSize, Span<TPixel> row)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        for (var x = 0; x < row.Length; x++)
        {
            var first = x * bands;
            row[x].FromRgb24(bands < 3
                ? new Rgb24(Sample(first), Sample(first), Sample(first))
                : new Rgb24(Sample(first), Sample(first + 1), Sample(first + 2)));
        }

        // 65535 to 255, rounded
        byte Sample(int i) => sampleSize == 1 ? samples[i] : (byte)(((((ushort*)samples)[i] * 255) + 32895) >> 16);
    }

    private static InvalidImageContentException Broken() => new($"The image is broken: {Vips.TakeError()}");
}
