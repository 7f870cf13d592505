using ImageClassification.Fuzz.Mutations;
using ImageClassification.Inference.Images.Tiff;

namespace ImageClassification.Inference.Tests.Images.Tiff;

/// <summary>Small TIFFs that claim, or keep busy with, far more than they weigh.</summary>
internal static class HostileTiff
{
    private const uint Lzw = 5;
    private const uint Jpeg = 7;
    private const uint Deflate = 8;

    /// <summary>Deflated zeros.</summary>
    public static byte[] TiffOfTiles(uint side, uint tileSide, int tiles)
    {
        var tile = Repair.Pack(new byte[Math.Min(tileSide, 16) * 16]);
        return new TiffWriter().Tiled(side, tileSide, tiles, tile.Length).With(TiffTag.Compression, Deflate)
            .File([.. Enumerable.Repeat(tile, tiles).SelectMany(bytes => bytes)]);
    }

    /// <summary>One strip of RGBA.</summary>
    public static byte[] DeflatedTiff(uint side)
    {
        var strip = HostileImage.Zeros(side * side * 4L);
        return Square(side, Deflate, strip.Length).With(TiffTag.Photometric, 2)
            .With(TiffTag.SamplesPerPixel, 4).With(TiffTag.BitsPerSample, 8, 8, 8, 8).File(strip);
    }

    /// <summary>LZW that clears its table, and does nothing else.</summary>
    public static byte[] TiffOfSharedStrips(int strips)
    {
        var clearing = new byte[100_000];
        for (var bit = 0; bit < clearing.Length * 8; bit += 9)
        {
            clearing[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        return new TiffWriter().With(TiffTag.Compression, Lzw).With(TiffTag.Height, (uint)strips).With(TiffTag.RowsPerStrip, 1)
            .With(TiffTag.StripOffsets, [.. Enumerable.Repeat(8u, strips)])
            .With(TiffTag.StripByteCounts, [.. Enumerable.Repeat((uint)clearing.Length, strips)])
            .File(clearing);
    }

    public static byte[] TiffOfJpeg(int side)
    {
        var jpeg = HostileImage.Resized("grey.jpg", side);
        return Square((uint)side, Jpeg, jpeg.Length).File(jpeg);
    }

    private static TiffWriter Square(uint side, uint compression, int length) =>
        new TiffWriter().With(TiffTag.Width, side).With(TiffTag.Height, side)
            .With(TiffTag.Compression, compression).With(TiffTag.StripByteCounts, (uint)length);
}
