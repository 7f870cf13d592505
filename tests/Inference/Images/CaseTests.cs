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
        { "fmt-apng.png", "6eb6ce1a5254d7adfe08b39a3c1c27f8d3e53bb15f2d7062639e578676763fe8" },
        { "fmt-png-16-grey.png", ErrorCode.UnsupportedFormat },
        { "fmt-png-16-rgb.png", "6eb6ce1a5254d7adfe08b39a3c1c27f8d3e53bb15f2d7062639e578676763fe8" },
        { "fmt-png-16-rgba.png", "6eb6ce1a5254d7adfe08b39a3c1c27f8d3e53bb15f2d7062639e578676763fe8" },
        { "fmt-webp-animated.webp", "1737642069aa296f12f1589670154b922155fa9303dc0c00d939b6f1220660ad" },
        { "fmt-webp-named.jpg", "eda5a5b463b16c2a48323ac53a710e6d96c2aaa0eb52363f41f4137c5bac6bf7" },
        { "png-adler-wrong.png", ErrorCode.CorruptImage },
        { "png-empty-idat.png", "e9114093eb4cbd5527935a96ce9c71c2c7fd6c0da99ee13d610ae1ef2cf4150b" },
        { "png-iend-crc-missing.png", "6eb6ce1a5254d7adfe08b39a3c1c27f8d3e53bb15f2d7062639e578676763fe8" },
        { "png-interlaced-1x1.png", "709e80c88487a2411e1ee4dfb9f22a861492d20c4765150c0c794abd70f8147c" },
        { "png-interlaced-3x3.png", "262738bbb203014a862c4105ed8611494e2e721ac3a3ca6b933b429b0e93ac17" },
        { "png-interlaced-4x200.png", "278b9e78bdcd2e5020961f13dd6f4975711000ec6f4ed4e9382d91c6dcddb5fe" },
        { "png-interlaced-64-cut-stream.png", ErrorCode.CorruptImage },
        { "png-interlaced-64-short-data.png", ErrorCode.CorruptImage },
        { "png-no-data.png", ErrorCode.CorruptImage },
        { "png-no-iend.png", "6eb6ce1a5254d7adfe08b39a3c1c27f8d3e53bb15f2d7062639e578676763fe8" },
        { "png-one-byte-idats.png", "e9114093eb4cbd5527935a96ce9c71c2c7fd6c0da99ee13d610ae1ef2cf4150b" },
        { "png-straight-64-cut-stream.png", ErrorCode.CorruptImage },
        { "png-straight-64-short-data.png", ErrorCode.CorruptImage },
        { "png-zlib-cut.png", ErrorCode.CorruptImage },
        { "webp-all-transforms-7071.webp", "d65619ad4c699b5e5634d80c4310a3fec76885fd30485e893a2b8abe40e2d615" },
        { "webp-claims-16383x3051.webp", ErrorCode.CorruptImage },
        { "webp-cut-data.webp", ErrorCode.CorruptImage },
        { "webp-palette-7071.webp", "6aa02f88fae92f509571e6ab721fdbe11ee9e136e8faf68f13d5f0c24309ddfb" },
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
