using System.Buffers.Binary;
using System.Text;
using ImageClassification.Contracts;
using ImageClassification.Inference.Images;

namespace ImageClassification.Inference.Tests.Images;

public class HeaderCheckTests
{
    private const long Limit = 64_000_000;

    [Theory]
    [InlineData("hello, this is no image\n", "looks like text")]
    [InlineData("BMW is a make of car", "looks like text")]
    [InlineData("Grüße", "looks like text")]
    [InlineData("<!DOCTYPE html><title>404</title>", "looks like an HTML page")]
    [InlineData("<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "looks like SVG")]
    [InlineData("%PDF-1.7", "looks like PDF")]
    [InlineData("\0\0\0\u0018ftypj2ki", "looks like HEIF of JPEG 2000")]
    [InlineData("\0\0\0\u0018ftypavci", "looks like HEIF of H.264")]
    [InlineData("\0\0\0\u0018ftypisom", "looks like a video")]
    [InlineData("\0\0\0\u0018ftypqt  ", "looks like a video (MP4 or MOV)")]
    [InlineData("\0\0\0\u0018ftypcrx ", "looks like a RAW photograph (CR3)")]
    [InlineData("II*\0\u0010\0\0\0CR\u0002\0", "looks like a RAW photograph (CR2)")]
    [InlineData("II*\0\b\0\0\0\u0001\0\u0012\u00C6\u0001\0\u0004\0\0\0\u0001\u0004\0\0", "looks like a RAW photograph (DNG)")]
    [InlineData("MM\0*\0\0\0\b\0\u0003\0\u00FE\0\u0004\0\0\0\u0001\0\0\0\u0001\u0001\u000F\0\u0002\0\0\0\u0006\0\0\0\u0032\u0001\u004A\0\u0004\0\0\0\u0001\0\0\0\0\0\0\0\0NIKON\0", "looks like a RAW photograph (NEF)")]
    [InlineData("FUJIFILMCCD-RAW 0201", "looks like a RAW photograph (RAF)")]
    [InlineData("IIRO\b\0\0\0", "looks like a RAW photograph (ORF)")]
    [InlineData("IIU\0\b\0\0\0", "looks like a RAW photograph (RW2)")]
    [InlineData("\u00FF\nabc", "looks like JPEG XL")]
    [InlineData("8BPS\0\u0001", "looks like PSD")]
    [InlineData("P6 96 64 255\n", "looks like PPM")]
    [InlineData("P.S. this is a letter", "looks like text")]
    [InlineData("\0\0\u0001\0\u0001\0", "looks like ICO")]
    [InlineData("RIFF\0\0\0\0AVI LIST", "looks like a video (AVI)")]
    [InlineData("\u001AE\u00DF\u00A3\u0001", "looks like a video (MKV or WebM)")]
    [InlineData("PK\u0003\u0004\u0014\0", "looks like a ZIP archive")]
    [InlineData("\u001F\u008B\b", "looks like a gzip archive")]
    [InlineData("7z\u00BC\u00AF'\u001C", "looks like a 7z archive")]
    [InlineData("Rar!\u001A\u0007\u0001", "looks like a RAR archive")]
    [InlineData("\u0001\u0002\u0003", "an unknown format")]
    [InlineData("", "is empty")]
    public void What_is_no_image_is_named_as_far_as_it_is_obvious(string content, string expected)
    {
        var error = Refuse(content.All(character => character <= 255) ? Encoding.Latin1.GetBytes(content) : Encoding.UTF8.GetBytes(content));

        error.Code.ShouldBe(ErrorCode.UnsupportedFormat);
        error.Message.ShouldContain(expected);
        error.Message.ShouldContain("Upload a JPEG, PNG, GIF, WebP, BMP, HEIC, AVIF or TIFF");
    }

    [Theory]
    [InlineData("fmt-ico.ico", "looks like ICO")]
    [InlineData("fmt-jp2.jp2", "looks like JPEG 2000")]
    [InlineData("fmt-ppm.ppm", "looks like PPM")]
    [InlineData("fmt-tga.tga", "looks like TGA")]
    [InlineData("fmt-empty.jpg", "is empty")]
    [InlineData("fmt-html.jpg", "looks like an HTML page")]
    [InlineData("fmt-json-error.jpg", "looks like text")]
    public void A_file_that_is_no_image_for_us_is_named(string file, string expected)
    {
        var error = Refuse(ImageFile.Case(file));

        error.Code.ShouldBe(ErrorCode.UnsupportedFormat);
        error.Message.ShouldContain(expected);
    }

    [Fact]
    public void A_tar_archive_is_named_by_what_stands_in_it()
    {
        byte[] tar = [.. new byte[257], .. "ustar\0"u8, .. new byte[249]];

        Refuse(tar).Message.ShouldContain("looks like a tar archive");
    }

    [Theory]
    [InlineData("420.jpg", 163)]
    [InlineData("rgb.png", 16)]
    [InlineData("opaque.gif", 6)]
    [InlineData("lossy.webp", 26)]
    [InlineData("extended.webp", 24)]
    [InlineData("rgb.bmp", 18)]
    public void Every_cut_within_a_header_is_a_corrupt_image(string file, int sizeAt)
    {
        var bytes = ImageFile.Read(file);

        for (var length = 12; length < sizeAt + 2; length++)
        {
            Refuse(bytes[..length]).Code.ShouldBe(ErrorCode.CorruptImage, $"{length} bytes");
        }
    }

    [Fact]
    public void The_first_bytes_decide_and_not_the_name()
    {
        var header = HeaderCheck.Read(ImageFile.Read("rgb.png"), Limit);

        header.ShouldBe(new ImageHeader(ImageFormat.Png, 47, 37));
    }

    [Theory]
    [InlineData(20_000, 20_000, ErrorCode.ImageTooLarge, "20000 × 20000")]
    [InlineData(70_000, 1, ErrorCode.ImageTooLarge, "65,535")]
    [InlineData(int.MaxValue, int.MaxValue, ErrorCode.ImageTooLarge, "64,000,000")]
    [InlineData(0, 5, ErrorCode.CorruptImage, "0 × 5")]
    [InlineData(-1, 5, ErrorCode.CorruptImage, "4294967295 × 5")]
    public void A_PNG_is_refused_by_the_size_that_its_header_claims(int width, int height, string code, string expected)
    {
        var png = ImageFile.Read("rgb.png");
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);

        var error = Refuse(png);

        error.Code.ShouldBe(code);
        error.Message.ShouldContain(expected);
    }

    [Theory]
    [InlineData(0, 12, "12 bits per channel")]
    [InlineData(5, 2, "2 channels")]
    public void A_JPEG_of_an_unusual_kind_is_unsupported(int offset, byte value, string expected)
    {
        var jpeg = ImageFile.Read("420.jpg");
        jpeg[JpegFrame(jpeg) + offset] = value;

        var error = Refuse(jpeg);

        error.Code.ShouldBe(ErrorCode.UnsupportedFormat);
        error.Message.ShouldContain(expected);
    }

    [Fact]
    public void A_grey_PNG_of_16_bits_is_unsupported_and_says_why()
    {
        var png = ImageFile.Read("rgb.png");
        (png[24], png[25]) = (16, 0);

        var error = Refuse(png);

        error.Code.ShouldBe(ErrorCode.UnsupportedFormat);
        error.Message.ShouldContain("clips to white. Save it with 8 bits");
    }

    [Theory]
    [InlineData(3, 2, 0)]
    [InlineData(4, 6, 0)]
    [InlineData(16, 3, 0)]
    [InlineData(8, 1, 0)]
    [InlineData(8, 2, 1)]
    public void A_PNG_of_a_kind_that_does_not_exist_is_corrupt(byte bits, byte colourType, byte filterMethod)
    {
        var png = ImageFile.Read("rgb.png");
        (png[24], png[25], png[27]) = (bits, colourType, filterMethod);

        var error = Refuse(png);

        error.Code.ShouldBe(ErrorCode.CorruptImage);
        error.Message.ShouldContain($"colour type {colourType}, bit depth {bits} and filter method {filterMethod}");
    }

    [Fact]
    public void A_WebP_whose_canvas_hides_a_larger_image_is_corrupt()
    {
        var webp = ImageFile.Read("extended.webp");
        webp[24] = 0;

        Refuse(webp).Code.ShouldBe(ErrorCode.CorruptImage);
    }

    [Fact]
    public void A_GIF_whose_frame_reaches_over_its_canvas_has_the_size_of_both()
    {
        var gif = ImageFile.Read("opaque.gif");
        var whole = HeaderCheck.Read(gif, Limit).ShouldBeOfType<Outcome<ImageHeader>.Ok>().Value;
        gif[6] = 1;

        var header = HeaderCheck.Read(gif, Limit).ShouldBeOfType<Outcome<ImageHeader>.Ok>().Value;

        header.ShouldBe(whole);
    }

    private static PredictionError Refuse(byte[] image) =>
        HeaderCheck.Read(image, Limit).ShouldBeOfType<Outcome<ImageHeader>.Refused>().Error;

    /// <summary>Where the frame header's precision, height, width and channels stand.</summary>
    private static int JpegFrame(byte[] jpeg)
    {
        var baseline = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0, 0x00, 0x11]);
        var progressive = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC2, 0x00, 0x11]);
        return Math.Max(baseline, progressive) + 4;
    }
}
