using System.Text.Json;
using ImageClassification.Contracts;
using ImageClassification.Inference.Images;

namespace ImageClassification.Inference.Tests.Images;

/// <summary>The small images in <c>files</c> against what Pillow made of them, which <c>make.py</c> wrote beside them.</summary>
public sealed class GifAndBmpTests
{
    private static readonly string Files = Path.Combine(Repository.Root, "tests", "Inference", "Images", "files");

    public static TheoryData<string, string> Pixels => Expected(".", isBad: false);

    public static TheoryData<string, string> Edges => Expected("edges", isBad: false);

    public static TheoryData<string, string> Bad => Expected("edges", isBad: true);

    [Theory]
    [MemberData(nameof(Pixels))]
    public void A_GIF_or_BMP_has_Pillows_pixels(string file, string pixels)
    {
        using var image = ImageFile.Decode(Read(".", file)).ShouldBeOfType<Outcome<RgbImage>.Ok>().Value;

        image.Pixels.ToArray().ShouldBe(Convert.FromBase64String(pixels));
    }

    [Theory]
    [MemberData(nameof(Edges))]
    public void An_unusual_GIF_or_BMP_has_Pillows_pixels(string file, string sha256)
    {
        using var image = ImageFile.Decode(Read("edges", file)).ShouldBeOfType<Outcome<RgbImage>.Ok>().Value;

        GoldenCases.Sha256(image.Pixels).ShouldBe(sha256);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_GIF_or_BMP_that_Pillow_refuses_or_misreads_is_refused(string file, string _)
    {
        var outcome = ImageFile.Decode(Read("edges", file));

        outcome.ShouldBeOfType<Outcome<RgbImage>.Refused>();
    }

    [Theory]
    [InlineData("opaque.gif")]
    [InlineData("rgb.bmp")]
    [InlineData("palette.bmp")]
    public void A_cut_file_has_all_its_pixels_or_none(string file)
    {
        var bytes = ImageFile.Read(file);
        using var whole = ImageFile.Decode(bytes).ShouldBeOfType<Outcome<RgbImage>.Ok>().Value;

        for (var length = 2; length < bytes.Length; length++)
        {
            if (ImageFile.Decode(bytes.AsSpan(0, length)) is Outcome<RgbImage>.Ok(var image))
            {
                length.ShouldBeGreaterThan(bytes.Length - 8); // an end mark, or the padding of the last row
                image.Pixels.SequenceEqual(whole.Pixels).ShouldBeTrue();
                image.Dispose();
            }
        }
    }

    private static byte[] Read(string folder, string file) => File.ReadAllBytes(Path.Combine(Files, folder, file));

    private static TheoryData<string, string> Expected(string folder, bool isBad)
    {
        using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Files, folder, "expected.json")));
        return
        [
            .. expected.RootElement.EnumerateObject()
                .Where(row => Path.GetExtension(row.Name) is ".gif" or ".bmp" && row.Name.StartsWith("bad-", StringComparison.Ordinal) == isBad)
                .Select(row => new TheoryDataRow<string, string>(row.Name, row.Value.GetString()!)),
        ];
    }
}
