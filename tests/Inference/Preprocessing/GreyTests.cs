using ImageClassification.Contracts;
using ImageClassification.Inference.Images;
using ImageClassification.Inference.Preprocessing;
using ImageClassification.Inference.Tests.Images;

namespace ImageClassification.Inference.Tests.Preprocessing;

public class GreyTests
{
    public static TheoryData<string, string> Files =>
        [.. GoldenCases.Of("grey").Select(golden => new TheoryDataRow<string, string>(golden.Text("file"), golden.Text("sha256")))];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_of_any_colours_has_Pillows_grey(string file, string sha256)
    {
        var bytes = ImageFile.Read(file);
        var header = HeaderCheck.Read(bytes, 1_000_000).ShouldBeOfType<Outcome<ImageHeader>.Ok>().Value;
        using var image = ImageDecoder.Decode(bytes, header).ShouldBeOfType<Outcome<RgbImage>.Ok>().Value;

        Grey.Apply(image);

        var grey = image.Pixels.ToArray().Where((_, index) => index % RgbImage.Channels == 0).ToArray();
        GoldenCases.Sha256(grey).ShouldBe(sha256);
    }
}
