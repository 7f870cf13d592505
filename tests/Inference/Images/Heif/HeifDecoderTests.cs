using System.Runtime.InteropServices;
using System.Text.Json;
using ImageClassification.Contracts;
using ImageClassification.Inference.Images;

namespace ImageClassification.Inference.Tests.Images.Heif;

public sealed class HeifDecoderTests
{
    private static readonly Dictionary<string, JsonElement> Expected =
        JsonDocument.Parse(HeifFile.Read("expected.json")).RootElement.EnumerateObject().ToDictionary(file => file.Name, file => file.Value);

    private delegate uint GetNumber();

    public static TheoryData<string> Files => [.. Expected.Keys];

    /// <summary>libheif's major and minor version, as 0x010F for 1.15.</summary>
    private static uint Version => NativeDecoder.TryGetFunction(NativeDecoder.Heif, "heif_get_version_number", out var function)
        ? Marshal.GetDelegateForFunctionPointer<GetNumber>(function)() >> 16 : 0;

    [Theory]
    [MemberData(nameof(Files))]
    public void An_image_equals_what_libheif_makes_of_the_whole_file(string file)
    {
        Assert.SkipWhen(Version > 0x0111, "libheif 1.15 to 1.17 give these pixels; 1.19 smooths chroma.");
        using var image = ImageFile.Decode(HeifFile.Read(file)).ShouldBeOfType<Outcome<RgbImage>.Ok>().Value;

        (image.Width, image.Height).ShouldBe((Number(file, "width"), Number(file, "height")));
        GoldenCases.Sha256(image.Pixels).ShouldBe(Expected[file].GetProperty("sha256").GetString());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Its_header_has_the_format_and_the_size_that_decoding_gives(string file)
    {
        var header = HeaderCheck.Read(HeifFile.Read(file), 1_000_000).ShouldBeOfType<Outcome<ImageHeader>.Ok>().Value;

        (header.FormatName, header.Width, header.Height).ShouldBe(
            (Path.GetExtension(file)[1..].ToUpperInvariant(), Number(file, "width"), Number(file, "height")));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_that_is_cut_anywhere_is_corrupt_or_complete(string file)
    {
        var whole = HeifFile.Read(file);
        var step = file is "420.heic" or "grid.heic" or "alpha.avif" ? 1 : 1 + (whole.Length / 150);
        using var complete = ImageFile.Decode(whole).ShouldBeOfType<Outcome<RgbImage>.Ok>().Value;
        var expected = GoldenCases.Sha256(complete.Pixels);

        for (var length = 12; length < whole.Length; length += step)
        {
            switch (ImageFile.Decode(whole.AsSpan(0, length)))
            {
                case Outcome<RgbImage>.Refused(var error):
                    error.Code.ShouldBe(ErrorCode.CorruptImage, $"{length}: {error}");
                    break;
                case Outcome<RgbImage>.Ok(var image):
                    GoldenCases.Sha256(image.Pixels).ShouldBe(expected);
                    image.Dispose();
                    break;
            }
        }
    }

    private static int Number(string file, string name) => Expected[file].GetProperty(name).GetInt32();
}
