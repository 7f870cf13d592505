using ImageClassification.Contracts;

namespace ImageClassification.Inference.Tests.Images.Jpeg;

public class JpegDecoderTests
{
    private static readonly byte[] StartOfScan = [0xFF, 0xDA];

    [Theory]
    [InlineData("420.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("grey.jpg")]
    [InlineData("cmyk-adobe.jpg")]
    public void A_JPEG_cut_anywhere_in_its_data_is_corrupt(string file)
    {
        var bytes = ImageFile.Read(file);
        var data = bytes.AsSpan().IndexOf(StartOfScan);

        for (var length = data; length < bytes.Length - 1; length++)
        {
            ImageFile.Refuse(bytes.AsSpan(0, length)).Code.ShouldBe(ErrorCode.CorruptImage, $"{length} bytes");
        }
    }

    [Fact]
    public void An_image_of_several_scans_without_its_end_may_lack_some_of_them()
    {
        byte[] bytes = [.. ImageFile.Read("progressive.jpg")[..^2], .. new byte[1000]];

        var error = ImageFile.Refuse(bytes);

        error.Code.ShouldBe(ErrorCode.CorruptImage);
    }

    [Fact]
    public void A_marker_in_the_middle_of_a_scan_is_corrupt()
    {
        var bytes = ImageFile.Read("420.jpg");
        var data = bytes.AsSpan().IndexOf(StartOfScan);
        ((ReadOnlySpan<byte>)[0xFF, 0xD3]).CopyTo(bytes.AsSpan(data + 60));

        var error = ImageFile.Refuse(bytes);

        error.Code.ShouldBe(ErrorCode.CorruptImage);
        error.Message.ShouldContain("damaged or cut off");
    }

    [Fact]
    public void A_JPEG_of_more_than_500_scans_is_refused()
    {
        var bytes = ImageFile.Read("progressive.jpg");
        var lastScan = bytes.AsSpan().LastIndexOf(StartOfScan);
        var repeated = Enumerable.Repeat(bytes[lastScan..^2], 600).SelectMany(scan => scan);

        var error = ImageFile.Refuse([.. bytes[..lastScan], .. repeated, 0xFF, 0xD9]);

        error.Code.ShouldBe(ErrorCode.CorruptImage);
        error.Message.ShouldContain("500 scans");
    }
}
