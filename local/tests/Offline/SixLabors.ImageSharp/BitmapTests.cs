using System.Buffers.Binary;

namespace ImageClassification.Offline.Images;

/// <summary>Bitmaps of the kinds that Pillow does not write.</summary>
public sealed class BitmapTests
{
    [Fact]
    public void Rows_run_upwards_where_the_height_is_positive()
    {
        var file = Bitmap(width: 1, height: 2, bits: 24, [3, 2, 1, 0, 6, 5, 4, 0]);

        Formats.DecodeRgb(file).ShouldBe([4, 5, 6, 1, 2, 3]);
    }

    [Fact]
    public void Rows_run_downwards_where_the_height_is_negative()
    {
        var file = Bitmap(width: 1, height: -2, bits: 24, [3, 2, 1, 0, 6, 5, 4, 0]);

        Formats.DecodeRgb(file).ShouldBe([1, 2, 3, 4, 5, 6]);
    }

    [Fact]
    public void Four_bits_a_pixel_look_up_the_palette()
    {
        var file = Bitmap(width: 3, height: 1, bits: 4, [0x12, 0x00, 0, 0], palette: [0, 0, 0, 0, 0, 0, 255, 0, 255, 255, 255, 0]);

        Formats.DecodeRgb(file).ShouldBe([255, 0, 0, 255, 255, 255, 0, 0, 0]);
    }

    [Fact]
    public void The_fourth_byte_of_a_pixel_is_dropped()
    {
        var file = Bitmap(width: 1, height: 1, bits: 32, [3, 2, 1, 77]);

        Formats.DecodeRgb(file).ShouldBe([1, 2, 3]);
    }

    private static byte[] Bitmap(int width, int height, short bits, byte[] pixels, params byte[] palette)
    {
        var header = new byte[54];
        "BM"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(10), header.Length + palette.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(22), height);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(28), bits);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(46), palette.Length / 4);

        return [.. header, .. palette, .. pixels];
    }
}
