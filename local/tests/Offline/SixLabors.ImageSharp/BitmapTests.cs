using System.Buffers.Binary;

namespace ImageClassification.Offline.Images;

/// <summary>Bitmaps of the kinds that Pillow does not write.</summary>
public sealed class BitmapTests
{
    private static readonly byte[] BlackRedWhite = [0, 0, 0, 0, 0, 0, 255, 0, 255, 255, 255, 0];

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
        var file = Bitmap(width: 3, height: 1, bits: 4, [0x12, 0x00, 0, 0], palette: BlackRedWhite);

        Formats.DecodeRgb(file).ShouldBe([255, 0, 0, 255, 255, 255, 0, 0, 0]);
    }

    [Theory]
    [InlineData(0x7C00, 0x03E0, 0x001F, 0b0_00001_10000_11111, 8, 132, 255)]
    [InlineData(0xF800, 0x07E0, 0x001F, 0b00001_100000_11111, 8, 130, 255)]
    public void Sixteen_bits_a_pixel_are_widened_by_repeating_their_highest_bits(
        int red, int green, int blue, int pixel, byte expectedRed, byte expectedGreen, byte expectedBlue)
    {
        var file = Bitmap(
            width: 1, height: 1, bits: 16, [(byte)pixel, (byte)(pixel >> 8), 0, 0], compression: 3, masks: [red, green, blue]);

        Formats.DecodeRgb(file).ShouldBe([expectedRed, expectedGreen, expectedBlue]);
    }

    [Fact]
    public void The_fourth_byte_of_a_pixel_is_dropped()
    {
        var file = Bitmap(width: 1, height: 1, bits: 32, [3, 2, 1, 77]);

        Formats.DecodeRgb(file).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Runs_of_bytes_are_unpacked_and_what_they_skip_is_black()
    {
        byte[] runs = [2, 1, 0, 0, 0, 3, 2, 1, 0, 0, 0, 0, 0, 2, 1, 0, 1, 2, 0, 1];
        var file = Bitmap(width: 3, height: 3, bits: 8, runs, compression: 1, palette: BlackRedWhite);

        Formats.DecodeRgb(file).ShouldBe(
        [
            0, 0, 0, 255, 255, 255, 0, 0, 0,
            255, 255, 255, 255, 0, 0, 0, 0, 0,
            255, 0, 0, 255, 0, 0, 0, 0, 0,
        ]);
    }

    [Fact]
    public void Runs_of_half_bytes_are_unpacked()
    {
        byte[] runs = [3, 0x12, 0, 0, 0, 3, 0x21, 0x20, 0, 1];
        var file = Bitmap(width: 3, height: 2, bits: 4, runs, compression: 2, palette: BlackRedWhite);

        Formats.DecodeRgb(file).ShouldBe([255, 255, 255, 255, 0, 0, 255, 255, 255, 255, 0, 0, 255, 255, 255, 255, 0, 0]);
    }

    [Fact]
    public void The_oldest_header_has_a_palette_of_three_bytes_a_colour()
    {
        byte[] file =
        [
            (byte)'B', (byte)'M', 0, 0, 0, 0, 0, 0, 0, 0, 32, 0, 0, 0,
            12, 0, 0, 0, 2, 0, 1, 0, 1, 0, 1, 0,
            1, 2, 3, 4, 5, 6,
            0b0100_0000, 0, 0, 0,
        ];

        Formats.DecodeRgb(file).ShouldBe([3, 2, 1, 6, 5, 4]);
    }

    private static byte[] Bitmap(
        int width, int height, short bits, byte[] pixels, int compression = 0, int[]? masks = null, byte[]? palette = null)
    {
        var header = new byte[54];
        "BM"u8.CopyTo(header);
        var extra = (masks ?? []).SelectMany(BitConverter.GetBytes).Concat(palette ?? []).ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(10), header.Length + extra.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(22), height);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(28), bits);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(30), compression);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(46), (palette?.Length ?? 0) / 4);

        return [.. header, .. extra, .. pixels];
    }
}
