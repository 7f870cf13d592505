using ImageClassification.Contracts;
using ImageClassification.Inference.Images;
using ImageClassification.Inference.Images.Headers;

namespace ImageClassification.Inference.Tests.Images;

public class TurningTests
{
    public static TheoryData<string, int, int, string> Oriented =>
        [.. GoldenCases.Of("orient").Select(golden => new TheoryDataRow<string, int, int, string>(
            golden.Text("file"), golden.Number("width"), golden.Number("height"), golden.Text("sha256")))];

    [Theory]
    [MemberData(nameof(Oriented))]
    public void A_turned_image_equals_Pillows(string file, int width, int height, string sha256)
    {
        var bytes = ImageFile.Read(file);
        var header = HeaderCheck.Read(bytes, 1_000_000).ShouldBeOfType<Outcome<ImageHeader>.Ok>().Value;
        using var image = ImageDecoder.Decode(bytes, header).ShouldBeOfType<Outcome<RgbImage>.Ok>().Value;

        using var turned = Turning.Turn(image, ExifOrientation.Of(bytes, header.Format));

        (turned.Width, turned.Height).ShouldBe((width, height));
        GoldenCases.Sha256(turned.Pixels).ShouldBe(sha256);
    }
}
