using ImageClassification.Contracts;
using ImageClassification.Inference.Images;
using ImageClassification.Inference.Images.Heif;

namespace ImageClassification.Inference.Tests.Images.Heif;

public sealed class HostileHeifTests
{
    public static TheoryData<string, uint, uint> WrongSizes =>
        [.. WithSizes("420.heic", "444.avif", "10-bit.heic", "turned-90.heic", "cropped.avif", "grid-cropped.heic", "grid.avif")];

    public static TheoryData<string, uint, uint> WrongSizesOfTiles => [.. WithSizes("grid.heic", "grid.avif")];

    [Theory]
    [MemberData(nameof(WrongSizes))]
    public void A_size_that_is_stated_wrongly_changes_nothing(string file, uint width, uint height)
    {
        using var expected = ImageFile.Decode(HeifFile.Read(file)).ShouldBeOfType<Outcome<RgbImage>.Ok>().Value;
        var wrong = HeifFile.Stating(file, width, height);

        var header = HeaderCheck.Read(wrong, 1_000_000).ShouldBeOfType<Outcome<ImageHeader>.Ok>().Value;
        using var image = ImageDecoder.Decode(wrong, header).ShouldBeOfType<Outcome<RgbImage>.Ok>().Value;

        (header.Width, header.Height).ShouldBe((expected.Width, expected.Height));
        (image.Width, image.Height).ShouldBe((expected.Width, expected.Height));
        image.Pixels.SequenceEqual(expected.Pixels).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(WrongSizesOfTiles))]
    public void A_tile_that_states_a_wrong_size_is_corrupt(string file, uint width, uint height)
    {
        var error = ImageFile.Decode(HeifFile.Stating(file, width, height, place: 1)).ShouldBeOfType<Outcome<RgbImage>.Refused>().Error;

        error.Code.ShouldBe(ErrorCode.CorruptImage);
        error.Message.ShouldContain("grid");
    }

    [Fact]
    public void Data_that_libheif_cannot_decode_are_corrupt_by_its_own_words()
    {
        const int inTheFrame = 20;
        var file = HeifFile.Read("420.avif");
        var data = file.AsSpan(file.AsSpan().IndexOf("mdat"u8) + inTheFrame);

        data[..40].Fill(0xA5);
        var error = ImageFile.Refuse(file);

        error.Code.ShouldBe(ErrorCode.CorruptImage);
        error.Message.ShouldMatch("Decoder plugin generated an error|Corrupt frame detected"); // dav1d's words, and libaom's
    }

    [Theory]
    [InlineData("420.heic", 4, 3000, "H.265", "libheif-plugin-libde265")]
    [InlineData("420.avif", 4, 3000, "AV1", "libheif-plugin-dav1d")]
    [InlineData("420.heic", 11, 6003, "H.265", "libheif-plugin-libde265")]
    [InlineData("grid.avif", 11, 6003, "AV1", "libheif-plugin-dav1d")]
    public void A_decoder_that_libheif_lacks_is_named_with_what_to_install(string file, int code, int subCode, string codec, string package)
    {
        var picture = HeifPicture.Read(HeifFile.Read(file)).ShouldBeOfType<Outcome<HeifPicture>.Ok>().Value;

        var error = HeifDecoder.Refuse(new HeifError((HeifErrorCode)code, subCode, 0), picture.FirstTile);

        error.Code.ShouldBe(ErrorCode.UnsupportedFormat);
        error.Message.ShouldContain(codec);
        error.Message.ShouldContain(package);
    }

    private static IEnumerable<TheoryDataRow<string, uint, uint>> WithSizes(params string[] files) =>
        from file in files
        from size in new (uint, uint)[] { (0, 0), (1, 1), (35, 33), (70, 33), (66, 70),
            (71, 66), (140, 132), (8000, 8000), (60_000, 60_000), (uint.MaxValue, uint.MaxValue) }
        select new TheoryDataRow<string, uint, uint>(file, size.Item1, size.Item2);
}
