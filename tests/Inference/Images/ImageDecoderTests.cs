using ImageClassification.Contracts;
using ImageClassification.Inference.Images;
using ImageClassification.Inference.Images.Jpeg;

namespace ImageClassification.Inference.Tests.Images;

public class ImageDecoderTests
{
    public static TheoryData<string, int, int, string> Decoded =>
        [.. GoldenCases.Of("decode").Select(golden => new TheoryDataRow<string, int, int, string>(
            golden.Text("file"), golden.Number("width"), golden.Number("height"), golden.Text("sha256")))];

    public static TheoryData<string, int[], int, int, string> Drafted =>
        [.. GoldenCases.Of("draft").Select(golden => new TheoryDataRow<string, int[], int, int, string>(
            golden.Text("file"), [.. golden.GetProperty("draft").EnumerateArray().Select(side => side.GetInt32())],
            golden.Number("width"), golden.Number("height"), golden.Text("sha256")))];

    [Theory]
    [MemberData(nameof(Drafted))]
    public void A_draft_equals_Pillows(string file, int[] draft, int width, int height, string sha256)
    {
        var bytes = ImageFile.Read(file);

        var header = HeaderCheck.Read(bytes, 1_000_000).ShouldBeOfType<Outcome<ImageHeader>.Ok>().Value;
        using var image = ImageDecoder.Decode(bytes, header, new JpegDraft(draft[0], draft[1])).ShouldBeOfType<Outcome<RgbImage>.Ok>().Value;

        (image.Width, image.Height).ShouldBe((width, height));
        GoldenCases.Sha256(image.Pixels).ShouldBe(sha256);
    }

    [Theory]
    [MemberData(nameof(Decoded))]
    public void A_decoded_image_equals_Pillows(string file, int width, int height, string sha256)
    {
        var bytes = ImageFile.Read(file);

        var header = HeaderCheck.Read(bytes, 1_000_000).ShouldBeOfType<Outcome<ImageHeader>.Ok>().Value;
        using var image = ImageDecoder.Decode(bytes, header).ShouldBeOfType<Outcome<RgbImage>.Ok>().Value;

        (image.Width, image.Height).ShouldBe((width, height));
        GoldenCases.Sha256(image.Pixels).ShouldBe(sha256);
    }

    [Fact]
    public void Every_format_that_is_named_has_a_decoder() =>
        Enum.GetNames<ImageFormat>().ShouldBe(ImageFormats.Names, StringComparer.OrdinalIgnoreCase);

    [Theory]
    [InlineData("rgb.png", 0.5)]
    [InlineData("rgb.png", 0.9)]
    public void A_file_that_is_cut_off_is_corrupt(string file, double kept)
    {
        var bytes = ImageFile.Read(file);

        var error = ImageFile.Refuse(bytes.AsSpan(0, (int)(bytes.Length * kept)));

        error.Code.ShouldBe(ErrorCode.CorruptImage);
        error.Message.ShouldContain("is cut off. Upload the file again");
    }
}
