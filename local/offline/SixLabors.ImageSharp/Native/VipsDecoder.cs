using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Native;

/// <summary>Decodes through libvips strip by strip, so that a whole image lies in memory once.</summary>
internal static class VipsDecoder
{
    private const int StripHeight = 16;

    public static unsafe IImageInfo Identify(VipsLoader loader, byte[] bytes)
    {
        fixed (byte* data = bytes)
        {
            using var image = VipsImage.Open(loader, data, bytes.Length);

            return new ImageInfo(image.Width, image.Height);
        }
    }

    public static unsafe Image<TPixel> Decode<TPixel>(
        VipsLoader loader, Configuration configuration, byte[] bytes, CancellationToken cancellationToken)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        fixed (byte* data = bytes)
        {
            using var source = VipsImage.Open(loader, data, bytes.Length);
            var image = new Image<TPixel>(configuration, source.Width, source.Height);
            try
            {
                for (var top = 0; top < source.Height; top += StripHeight)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    CopyStrip(source, image, top, Math.Min(StripHeight, source.Height - top));
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

    private static void CopyStrip<TPixel>(VipsImage source, Image<TPixel> image, int top, int height)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        using var strip = source.Fetch(top, height);
        for (var y = 0; y < height; y++)
        {
            Convert(strip.Row(y), source.Bands, source.BytesPerSample, image.Row(top + y));
        }
    }

    /// <summary>One band is grey, two grey and alpha, three RGB, four RGBA. The alpha is carried along, never applied.</summary>
    private static void Convert<TPixel>(ReadOnlySpan<byte> samples, int bands, int bytesPerSample, Span<TPixel> row)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        var position = 0;
        for (var x = 0; x < row.Length; x++)
        {
            var first = Next(samples);
            var pixel = bands switch
            {
                1 => new Rgba32(first, first, first),
                2 => new Rgba32(first, first, first, Next(samples)),
                3 => new Rgba32(first, Next(samples), Next(samples)),
                _ => new Rgba32(first, Next(samples), Next(samples), Next(samples)),
            };
            row[x].FromRgba32(pixel);
        }

        byte Next(ReadOnlySpan<byte> samples)
        {
            if (bytesPerSample == 1)
            {
                return samples[position++];
            }

            // 65535 to 255, rounded
            var wide = BitConverter.ToUInt16(samples[position..]);
            position += 2;

            return (byte)(((wide * 255) + 32895) >> 16);
        }
    }
}
