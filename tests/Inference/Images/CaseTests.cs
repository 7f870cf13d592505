using ImageClassification.Contracts;
using ImageClassification.Inference.Images;

namespace ImageClassification.Inference.Tests.Images;

/// <summary>Pictures that people have trouble with: the SHA-256 of Pillow's pixels, or the code of what is refused.</summary>
public sealed class CaseTests
{
    private const long MaxPixels = 64_000_000;

    public static TheoryData<string, string> Cases => new()
    {
        { "bmp-16-555.bmp", ErrorCode.UnsupportedFormat },
        { "bmp-16-565.bmp", ErrorCode.UnsupportedFormat },
        { "bmp-50mp-rle8-empty.bmp", ErrorCode.CorruptImage },
        { "bmp-rle8-delta.bmp", ErrorCode.UnsupportedFormat },
        { "bmp-rle8-plain.bmp", "0711621d228f12e9a08234cea6f8457f38d3bd1edeb98d30beda3fdaa62eb9dc" },
        { "fmt-gif-animated.gif", "b7bb3d2d0ed9cdfd760df0f07cc4e6d4f2a61945647adda5cd16e244e31ef7cb" },
        { "gif-empty-data.gif", ErrorCode.CorruptImage },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_picture_that_people_have_trouble_with_is_right_or_refused(string file, string expected)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Inference", "Images", "cases", file));

        var outcome = ImageFile.Decode(bytes, MaxPixels);

        Summary(outcome).ShouldBe(expected, $"{outcome}");
    }

    private static string Summary(Outcome<RgbImage> outcome)
    {
        if (outcome is Outcome<RgbImage>.Ok(var image))
        {
            using (image)
            {
                return GoldenCases.Sha256(image.Pixels);
            }
        }

        return ((Outcome<RgbImage>.Refused)outcome).Error.Code;
    }
}
