using ImageClassification.Inference.Images;
using ImageClassification.Inference.Images.Headers;

namespace ImageClassification.Inference.Tests.Images;

public class ExifOrientationTests
{
    [Theory]
    [InlineData("orientation-1.jpg", 1)]
    [InlineData("orientation-6.jpg", 6)]
    [InlineData("orientation-7.jpg", 7)]
    [InlineData("orientation-9.jpg", 1)]
    [InlineData("exif-rotated.jpg", 6)]
    [InlineData("420.jpg", 1)]
    [InlineData("orientation.png", 6)]
    [InlineData("rgb.png", 1)]
    [InlineData("orientation.webp", 8)]
    [InlineData("extended.webp", 1)]
    [InlineData("rgb.bmp", 1)]
    public void The_orientation_is_the_files_or_upright(string file, int expected)
    {
        var bytes = ImageFile.Read(file);

        var orientation = ExifOrientation.Of(bytes, Format(file));

        orientation.ShouldBe(expected);
    }

    [Theory]
    [InlineData("orientation-6.jpg")]
    [InlineData("orientation.png")]
    [InlineData("orientation.webp")]
    public void Damage_of_any_kind_gives_an_orientation_and_no_exception(string file)
    {
        var random = new Random(4);
        for (var repetition = 0; repetition < 2000; repetition++)
        {
            var bytes = ImageFile.Read(file)[..random.Next(12, 400)];
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);

            ExifOrientation.Of(bytes, Format(file)).ShouldBeInRange(1, 8);
        }
    }

    [Theory]
    [InlineData(3, 6)]
    [InlineData(4, 6)]
    [InlineData(8, 6)]
    [InlineData(9, 6)]
    [InlineData(2, 1)]
    public void An_orientation_of_any_whole_number_type_counts(byte type, int expected)
    {
        byte[] jpeg =
        [
            0xFF, 0xD8, 0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8,
            .. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, type, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xDA,
        ];

        var orientation = ExifOrientation.Of(jpeg, ImageFormat.Jpeg);

        orientation.ShouldBe(expected);
    }

    [Fact]
    public void A_WebP_whose_header_denies_its_EXIF_is_upright()
    {
        var bytes = ImageFile.Read("orientation.webp");
        bytes[20] &= 0xF7;

        var orientation = ExifOrientation.Of(bytes, ImageFormat.WebP);

        orientation.ShouldBe(1);
    }

    [Fact]
    public void EXIF_behind_a_WebPs_end_is_not_its_own()
    {
        var bytes = ImageFile.Read("orientation.webp");
        var exif = bytes.AsSpan().LastIndexOf("EXIF"u8);
        BitConverter.TryWriteBytes(bytes.AsSpan(4), exif - 8);

        var orientation = ExifOrientation.Of(bytes, ImageFormat.WebP);

        orientation.ShouldBe(1);
    }

    private static ImageFormat Format(string file) =>
        Enum.Parse<ImageFormat>(Path.GetExtension(file)[1..].Replace("jpg", "jpeg", StringComparison.Ordinal), ignoreCase: true);
}
