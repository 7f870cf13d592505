using ImageClassification.Contracts;

namespace ImageClassification.Inference.Images.Bmp;

/// <summary>Whether a BMP holds every pixel, and no run lengths of which decoders make different pixels: ImageSharp fills in what is missing.</summary>
internal static class BmpPixels
{
    private const byte EndOfRow = 0;
    private const byte EndOfImage = 1;
    private const byte Move = 2;

    /// <returns>Null where all is well.</returns>
    public static PredictionError? Refuse(ReadOnlySpan<byte> image)
    {
        var bmp = BmpLayout.Read(image)!.Value;
        if (bmp.Compression is BmpCompression.RunLengths8 or BmpCompression.RunLengths4)
        {
            return RefuseRuns(bmp.PixelStart < image.Length ? image[(int)bmp.PixelStart..] : [], bmp);
        }

        var stride = ((bmp.Width * bmp.Bits) + 31) / 32 * 4;
        var lastRow = ((bmp.Width * bmp.Bits) + 7) / 8; // may lack its padding
        return bmp.PixelStart + (stride * (bmp.Height - 1)) + lastRow > image.Length ? CutOff() : null;
    }

    private static PredictionError? RefuseRuns(ReadOnlySpan<byte> data, BmpLayout bmp)
    {
        if (bmp.PixelStart % 2 != 0)
        {
            return Ambiguous("begin at an odd place");
        }

        var perByte = bmp.Compression == BmpCompression.RunLengths4 ? 2 : 1;
        var (x, y, position) = (0L, 0L, 0);
        while ((y * bmp.Width) + x < bmp.Width * bmp.Height)
        {
            if (position + 2 > data.Length)
            {
                return CutOff();
            }

            var (count, value) = (data[position], data[position + 1]);
            position += 2;
            switch (count, value)
            {
                case (0, EndOfRow) when x > 0:
                    (x, y) = (0, y + 1);
                    break;
                case (0, EndOfRow or Move):
                    return Ambiguous("skip rows or pixels");
                case (0, EndOfImage):
                    return CutOff();
                case (0, _) when value % perByte != 0:
                    return Ambiguous("contain an odd number of plain pixels");
                case (0, _):
                    var bytes = value / perByte;
                    if (position + bytes > data.Length)
                    {
                        return CutOff();
                    }

                    position += bytes + (bytes % 2);
                    x += value;
                    break;
                default:
                    x += count;
                    break;
            }

            if (x > bmp.Width)
            {
                return ImageErrors.Corrupt("The BMP's run lengths pass the end of a row");
            }
        }

        return null;
    }

    private static PredictionError CutOff() => ImageErrors.Corrupt("The BMP is cut off: its data end before its pixels do");

    private static PredictionError Ambiguous(string what) =>
        ImageErrors.Unsupported($"A BMP whose run lengths {what}, which decoders decode differently", "Save it as PNG");
}
