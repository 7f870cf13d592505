using ImageClassification.Contracts;
using ImageClassification.Inference.Images;
using ImageClassification.Inference.Images.Jpeg;
using ImageClassification.Inference.Thumbnails;

namespace ImageClassification.Inference.Tests.Thumbnails;

public sealed class ThumbnailTests
{
    [Theory]
    [InlineData(400, 300, 320, 320, 240)]
    [InlineData(300, 400, 320, 240, 320)]
    [InlineData(2500, 100, 320, 320, 13)]
    [InlineData(3, 2, 320, 3, 2)]
    [InlineData(1000, 1, 320, 320, 1)]
    public void A_picture_keeps_its_proportions_and_is_not_enlarged(int width, int height, int side, int expectedWidth, int expectedHeight)
    {
        using var picture = Picture.Draw(width, height);

        var (small, header) = Make(JpegEncoder.Encode(picture), side);

        (header.Width, header.Height).ShouldBe((expectedWidth, expectedHeight));
        small.Length.ShouldBeLessThan(100_000);
    }

    [Fact]
    public void It_looks_like_the_picture()
    {
        using var picture = new RgbImage(800, 400);
        for (var position = 0; position < picture.Pixels.Length; position += RgbImage.Channels)
        {
            (picture.Pixels[position], picture.Pixels[position + 1], picture.Pixels[position + 2]) = position / RgbImage.Channels % 800 < 400
                ? ((byte)200, (byte)30, (byte)40)
                : ((byte)20, (byte)60, (byte)220);
        }

        var (small, header) = Make(JpegEncoder.Encode(picture), 320);

        using var pixels = ImageDecoder.Decode(small, header).ShouldBeOfType<Outcome<RgbImage>.Ok>().Value;
        Near(pixels, 40, 80, [200, 30, 40]);
        Near(pixels, 280, 80, [20, 60, 220]);
    }

    [Fact]
    public void It_stands_upright_as_EXIF_says()
    {
        using var picture = Picture.Draw(400, 300);
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        var jpeg = JpegEncoder.Encode(picture);

        var (_, header) = Make([.. jpeg[..2], .. exif, .. jpeg[2..]], 320);

        (header.Width, header.Height).ShouldBe((240, 320));
    }

    [Fact]
    public void What_no_browser_shows_becomes_a_JPEG()
    {
        var heic = File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Inference", "Images", "files", "heif", "lossless.heic"));

        var (_, header) = Make(heic, 320);

        header.Format.ShouldBe(ImageFormat.Jpeg);
    }

    [Theory]
    [InlineData("truncated.jpg", ErrorCode.CorruptImage)]
    [InlineData("text.jpg", ErrorCode.UnsupportedFormat)]
    [InlineData("claims-20000x20000.jpg", ErrorCode.ImageTooLarge)]
    public void What_is_no_picture_is_refused_as_the_classifier_does(string file, string code)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "samples", "hostile", file));

        var made = Thumbnail.Of(bytes, 320, InferenceOptions.DefaultMaxPixels);

        made.ShouldBeOfType<Outcome<byte[]>.Refused>().Error.Code.ShouldBe(code);
    }

    private static (byte[] Small, ImageHeader Header) Make(byte[] image, int side)
    {
        var small = Thumbnail.Of(image, side, InferenceOptions.DefaultMaxPixels).ShouldBeOfType<Outcome<byte[]>.Ok>().Value;
        return (small, HeaderCheck.Read(small, InferenceOptions.DefaultMaxPixels).ShouldBeOfType<Outcome<ImageHeader>.Ok>().Value);
    }

    private static void Near(RgbImage image, int x, int y, byte[] colour)
    {
        var pixel = image.Row(y).Slice(x * RgbImage.Channels, RgbImage.Channels).ToArray();
        pixel.Zip(colour, (found, expected) => Math.Abs(found - expected)).Max().ShouldBeLessThan(8);
    }
}
