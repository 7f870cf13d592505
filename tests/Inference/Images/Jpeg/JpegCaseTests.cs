using ImageClassification.Contracts;
using ImageClassification.Inference.Images;

namespace ImageClassification.Inference.Tests.Images.Jpeg;

/// <summary>JPEGs as people have them; the digests are of what Pillow 9.4.0 makes of them.</summary>
public class JpegCaseTests
{
    private const string MotionPhoto = "6f29b1991365d0c9f5f8c83a9dbc1449e7df8d5bb0e8f6845e95611c8a01643f";
    private const string Samsung = "14b1f26e42a0d1b0086ecc82d5f8410a843201ff24ce7ad2495002df92eadd4f";

    [Theory]
    [InlineData("jpg-motion-photo-1mp-1000-ffda.jpg", MotionPhoto)]
    [InlineData("jpg-motion-photo-1mp-no-ffda.jpg", MotionPhoto)]
    [InlineData("jpg-icc-with-ffda.jpg", MotionPhoto)]
    [InlineData("jpg-samsung-sos.jpg", Samsung)]
    [InlineData("jpg-samsung-sos-motion-photo.jpg", Samsung)]
    [InlineData("jpg-samsung-sos-motion-photo-without-ffda.jpg", Samsung)]
    [InlineData("jpg-no-eoi-then-1k-zeros.jpg", Samsung)]
    [InlineData("jpg-cmyk-420.jpg", "80bec69b462399025d134a2fff4b272a852518dc5fbb3253a81f760f24e38530")]
    [InlineData("fmt-mpo.jpg", "b87bac0c379246824ed4bc1f9c04c595d39cf2744a544af00425a118001a6b16")]
    [InlineData("jpg-50mp-8160x6120.jpg", "e80790a917a27c19750d27d9e7dc362c6ed369fd1d6f752580431461d23d8255")]
    [InlineData("jpg-50mp-8160x6144.jpg", "63f2a429c11bbf401398811d00a628a9d723f0d02e977280cd92d5c2d4c773e0")]
    [InlineData("jpg-50mp-8192x6144.jpg", "07e28e397e135816fb2aa72af41d0567a9cfeed7026599147d2aed3768e55efc")]
    public void A_whole_picture_is_decoded_as_by_Pillow(string file, string sha256)
    {
        var digest = Digest(ImageFile.Case(file));

        digest.ShouldBe(sha256);
    }

    [Theory]
    [InlineData("jpg-damaged.jpg", "bad Huffman code")]
    [InlineData("jpg-samsung-sos-damaged.jpg", "bad Huffman code")]
    [InlineData("jpg-restart-missing.jpg", "restart markers are missing")]
    public void A_damaged_picture_is_corrupt_whatever_else_libjpeg_warns_of(string file, string problem)
    {
        var error = ImageFile.Refuse(ImageFile.Case(file));

        error.Code.ShouldBe(ErrorCode.CorruptImage);
        error.Message.ShouldContain(problem);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_follows_the_picture_does_not_matter(int seed)
    {
        var tail = new byte[200_000];
        new Random(seed).NextBytes(tail);

        var digest = Digest([.. ImageFile.Read("progressive.jpg"), .. tail]);

        digest.ShouldBe(Digest(ImageFile.Read("progressive.jpg")));
    }

    [Fact]
    public void Another_marker_than_the_end_completes_a_picture_of_one_scan()
    {
        var jpeg = ImageFile.Read("420.jpg");

        var digest = Digest([.. jpeg[..^2], 0xFF, 0xE1, 0, 4, 1, 2]);

        digest.ShouldBe(Digest(jpeg));
    }

    public static string Digest(byte[] jpeg)
    {
        var header = HeaderCheck.Read(jpeg, 64_000_000).ShouldBeOfType<Outcome<ImageHeader>.Ok>().Value;
        using var image = ImageDecoder.Decode(jpeg, header).ShouldBeOfType<Outcome<RgbImage>.Ok>().Value;
        return GoldenCases.Sha256(image.Pixels);
    }
}
