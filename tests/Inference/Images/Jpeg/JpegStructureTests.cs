using ImageClassification.Inference.Images.Jpeg;

namespace ImageClassification.Inference.Tests.Images.Jpeg;

public class JpegStructureTests
{
    private static readonly byte[] Frame = [0xFF, 0xC0, 0, 17, 8, 0, 16, 0, 64, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0];
    private static readonly byte[] Scan = [0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0];

    /// <summary>Four groups of blocks with a restart after each.</summary>
    private static readonly byte[] Start = [0xFF, 0xD8, .. Frame, 0xFF, 0xDD, 0, 4, 0, 1, .. Scan];

    [Theory]
    [InlineData("D0 D1 D2 D9", true)]
    [InlineData("D0 D1 D2 D3 D9", true)]
    [InlineData("D0 D1 D9", false)]
    [InlineData("D0 D2 D1 D9", false)]
    [InlineData("D1 D2 D3 D9", false)]
    [InlineData("D0 D1 D2", true)]
    [InlineData("D0 D1", false)]
    public void Restart_markers_must_all_be_there_in_their_order(string markers, bool isWhole)
    {
        byte[] jpeg = [.. Start, .. markers.Split(' ').SelectMany(marker => new byte[] { 1, 0xFF, 0, 2, 0xFF, Convert.ToByte(marker, 16) })];

        var structure = JpegStructure.Read(jpeg);

        (structure is not null).ShouldBe(isWhole);
    }

    [Fact]
    public void Nothing_is_copied_of_a_picture_that_libjpeg_has_nothing_to_warn_of()
    {
        var jpeg = ImageFile.Read("420.jpg");

        var picture = JpegStructure.Read(jpeg)!.Picture(jpeg, out var copy);

        copy.ShouldBeNull();
        picture.Length.ShouldBe(jpeg.Length);
    }

    [Theory]
    [InlineData("FF D8 FF E0 00 10 4A 46 49 46 00 02 01 00 00 01 00 01 00 00", 11, 1)] // JFIF's version
    [InlineData("FF D8 FF EE 00 0E 41 64 6F 62 65 00 64 00 00 00 00 07", 17, 1)] // Adobe's transform
    [InlineData("FF D8 FF FE 00 02 12 34", 6, 0xFF)] // garbage
    public void What_is_harmless_is_repaired_so_that_it_hides_no_damage(string start, int at, byte expected)
    {
        byte[] jpeg = [.. Convert.FromHexString(start.Replace(" ", "", StringComparison.Ordinal)), .. Frame, .. Scan, 1, 0xFF, 0xD9];

        var picture = JpegStructure.Read(jpeg)!.Picture(jpeg, out var copy);

        picture[at].ShouldBe(expected);
        picture[..at].SequenceEqual(jpeg.AsSpan(0, at)).ShouldBeTrue();
        copy!.Dispose();
    }

    [Fact]
    public void Only_scans_of_the_picture_are_counted()
    {
        var jpeg = ImageFile.Case("jpg-motion-photo-1mp-1000-ffda.jpg");

        JpegStructure.Read(jpeg)!.Scans.ShouldBe(6);
    }
}
