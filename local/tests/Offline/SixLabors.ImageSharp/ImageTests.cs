using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace ImageClassification.Offline.Images;

public sealed class ImageTests
{
    [Fact]
    public void A_large_image_lies_in_one_block_only_where_that_is_preferred()
    {
        using var split = new Image<Rgb24>(new Configuration(), 2000, 1000);
        using var whole = new Image<Rgb24>(new Configuration { PreferContiguousImageBuffers = true }, 2000, 1000);

        split.DangerousTryGetSinglePixelMemory(out _).ShouldBeFalse();
        whole.DangerousTryGetSinglePixelMemory(out var memory).ShouldBeTrue();
        memory.Length.ShouldBe(2_000_000);
    }

    [Fact]
    public void Pixels_are_in_rows_from_the_top_down()
    {
        using var image = new Image<Rgb24>(new Configuration(), 2, 2);
        image[1, 0] = new Rgb24(1, 2, 3);
        var bytes = new byte[12];

        image.CopyPixelDataTo(bytes);

        bytes.ShouldBe([0, 0, 0, 1, 2, 3, 0, 0, 0, 0, 0, 0]);
    }

    [Fact]
    public void A_disposed_image_gives_no_pixels()
    {
        var image = new Image<Rgb24>(new Configuration(), 2, 2);

        image.Dispose();

        Should.Throw<ObjectDisposedException>(() => image.CopyPixelDataTo(new Rgb24[4]));
    }

    [Fact]
    public void A_destination_that_is_too_short_is_refused()
    {
        using var image = new Image<Rgb24>(new Configuration(), 2, 2);

        Should.Throw<ArgumentException>(() => image.CopyPixelDataTo(new Rgb24[3]));
    }
}
