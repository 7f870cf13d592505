using ImageClassification.Contracts;

namespace ImageClassification.Inference.Images.Png;

/// <summary>
/// PNG to pixels, bit for bit as Pillow: alpha and transparency dropped, 16 bits by their upper eight, of an animation the
/// default image. Safe for several threads.
/// </summary>
internal static unsafe class PngDecoder
{
    public static Outcome<RgbImage> Decode(ReadOnlySpan<byte> png, ImageHeader header)
    {
        var reading = PngPreamble.Read(png);
        if (reading is not Outcome<PngPreamble>.Ok(var preamble))
        {
            return ((Outcome<PngPreamble>.Refused)reading).Error;
        }

        var image = new RgbImage(header.Width, header.Height);
        if (Fill(image, png, preamble) is not { } error)
        {
            return image;
        }

        image.Dispose();
        return error;
    }

    private static PredictionError? Fill(RgbImage image, ReadOnlySpan<byte> png, PngPreamble preamble)
    {
        fixed (byte* bytes = png)
        {
            using var data = new PngData(bytes, png.Length, preamble.DataStart);
            try
            {
                using var rows = new PngRows(data, preamble.Layout.BitsPerPixel, image.Width);
                Fill(image, rows, preamble);
                rows.CheckEnd();
                return IsCutBehind(png, data.ChunkEnd, preamble.IsAnimated) ? ImageErrors.Corrupt("The PNG is cut off after its pixels") : null;
            }
            catch (Exception exception) when (exception is InvalidDataException or IOException)
            {
                return ImageErrors.Corrupt(
                    data.IsExhausted ? "The PNG is cut off"
                    : exception is EndOfStreamException ? "The PNG has fewer rows than its header claims"
                    : "The PNG's data are damaged");
            }
        }
    }

    private static void Fill(RgbImage image, PngRows rows, PngPreamble preamble)
    {
        var pixels = new PngPixels(preamble.Layout, preamble.Palette);
        foreach (var pass in preamble.Layout.IsInterlaced ? PngPass.Adam7 : PngPass.Straight)
        {
            var columns = pass.Columns(image.Width);
            var length = (int)((((long)columns * preamble.Layout.BitsPerPixel) + 7) / 8);
            rows.StartPass();
            for (var y = pass.Top; y < image.Height && columns > 0; y += pass.RowStep)
            {
                pixels.Write(rows.Read(length), image.Row(y)[(pass.Left * RgbImage.Channels)..], pass.ColumnStep * RgbImage.Channels);
            }
        }
    }

    /// <summary>
    /// Pillow reads on to the end, and opens a file that stops between two chunks, but not within one. It goes no further than an
    /// animation's next frame.
    /// </summary>
    private static bool IsCutBehind(ReadOnlySpan<byte> png, long position, bool isAnimated)
    {
        for (; PngChunk.TryRead(png, position, out var chunk); position = chunk.End)
        {
            if (chunk.Is("IEND"u8) || (isAnimated && chunk.Is("fcTL"u8)))
            {
                return false;
            }

            if (chunk.IsCut)
            {
                return true;
            }
        }

        return false;
    }
}
