using SixLabors.ImageSharp;

namespace ImageClassification.Offline.Images;

/// <summary>The stand-in only: the package decodes what is there of most files that are cut short.</summary>
public sealed class BrokenFileTests
{
    public static TheoryData<string> Names => [.. Golden.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_cut_short_is_refused_or_whole(string name)
    {
        var file = Golden.File(name);

        for (var length = 0; length < file.Length; length++)
        {
            var rgb = DecodeOrNull(file[..length]);
            rgb?.ShouldBe(Golden.Rgb(name), $"cut at {length} of {file.Length}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_with_wrong_bits_is_decoded_or_refused(string name)
    {
        var random = new Random(name.Length);
        var file = Golden.File(name);

        for (var attempt = 0; attempt < 200; attempt++)
        {
            var broken = file.ToArray();
            // behind the sizes, which may grow to gigabytes
            broken[random.Next(Math.Min(32, file.Length - 1), file.Length)] ^= (byte)(1 << random.Next(8));
            Should.NotThrow(() => DecodeOrNull(broken));
        }
    }

    private static byte[]? DecodeOrNull(byte[] file)
    {
        try
        {
            return Formats.DecodeRgb(file);
        }
        catch (ImageFormatException)
        {
            return null;
        }
    }
}
