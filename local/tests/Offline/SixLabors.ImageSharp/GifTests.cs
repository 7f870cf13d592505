namespace ImageClassification.Offline.Images;

/// <summary>Where ImageSharp and Pillow differ, the stand-in sides with ImageSharp.</summary>
public sealed class GifTests
{
    private static readonly byte[] RedGreen = [255, 0, 0, 0, 255, 0];

    [Fact]
    public void A_transparent_pixel_is_black_whatever_colour_the_palette_gives_it()
    {
        var file = Gif(screen: (2, 1), frame: (0, 0, 2, 1), pixels: [0, 1], transparent: 1);

        Formats.DecodeRgb(file).ShouldBe([255, 0, 0, 0, 0, 0]);
    }

    [Fact]
    public void The_screen_around_the_frame_is_black()
    {
        var file = Gif(screen: (3, 1), frame: (1, 0, 1, 1), pixels: [1]);

        Formats.DecodeRgb(file).ShouldBe([0, 0, 0, 0, 255, 0, 0, 0, 0]);
    }

    [Fact]
    public void A_frame_is_clipped_to_the_screen()
    {
        var file = Gif(screen: (2, 1), frame: (1, 0, 2, 1), pixels: [1, 0]);

        Formats.DecodeRgb(file).ShouldBe([0, 0, 0, 0, 255, 0]);
    }

    /// <summary>An image of two colours; each pixel is its own LZW code, with the table cleared before it overflows.</summary>
    private static byte[] Gif((byte Width, byte Height) screen, (byte X, byte Y, byte Width, byte Height) frame, byte[] pixels, byte? transparent = null)
    {
        const int Clear = 4, End = 5, CodeSize = 3;
        var bits = pixels.SelectMany(pixel => new[] { Clear, pixel }).Append(End)
            .SelectMany(code => Enumerable.Range(0, CodeSize).Select(bit => (code >> bit) & 1));
        var data = bits.Chunk(8).Select(chunk => (byte)chunk.Select((bit, i) => bit << i).Sum()).ToArray();
        byte[] control = transparent is { } index ? [0x21, 0xF9, 4, 1, 0, 0, index, 0] : [];

        return
        [
            .. "GIF89a"u8, screen.Width, 0, screen.Height, 0, 0x80, 0, 0, .. RedGreen,
            .. control,
            0x2C, frame.X, 0, frame.Y, 0, frame.Width, 0, frame.Height, 0, 0,
            2, (byte)data.Length, .. data, 0,
            0x3B,
        ];
    }
}
