using ImageClassification.Contracts;
using ImageClassification.Inference.Images;
using ImageClassification.Inference.Images.Jpeg;

namespace ImageClassification.Inference.Tests.Images.Jpeg;

public class EighthDecoderTests
{
    private const int Width = 150, Height = 117;
    private const int Signature = 3;

    /// <summary>A segment for arithmetic coding: libjpeg-turbo reads it here and does not use it, and it keeps the image from the tested decoder.</summary>
    private static readonly byte[] Unused = [0xFF, 0xCC, 0, 4, 0, 0];

    public static MatrixTheoryData<int, int, bool, int> Variants => new([1, 2], [1, 2], [false, true], [0, 1, 7]);

    public static TheoryData<string> Samples => [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "samples"), "*-?.jpg", SearchOption.AllDirectories)];

    [Theory]
    [MemberData(nameof(Variants))]
    public void An_eighth_equals_libjpegs(int across, int down, bool isGrey, int restartInterval)
    {
        var jpeg = RandomJpeg.Write(seed: 1, Width, Height, (across, down), isGrey, restartInterval, strength: 4);

        using var image = new RgbImage((Width + 7) / 8, (Height + 7) / 8);
        EighthDecoder.TryDecode(jpeg, image).ShouldBeTrue();

        Convert.ToHexString(image.Pixels).ShouldBe(ByLibrary(jpeg));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void An_eighth_of_a_photograph_equals_libjpegs(string file)
    {
        var jpeg = File.ReadAllBytes(file);

        var header = HeaderCheck.Read(jpeg, 1_000_000).ShouldBeOfType<Outcome<ImageHeader>.Ok>().Value;
        using var image = new RgbImage((header.Width + 7) / 8, (header.Height + 7) / 8);
        EighthDecoder.TryDecode(jpeg, image).ShouldBeTrue();

        Convert.ToHexString(image.Pixels).ShouldBe(ByLibrary(jpeg));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Values_out_of_range_are_libjpegs(int across, int down, bool isGrey, int restartInterval)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var jpeg = RandomJpeg.Write(seed, 40, 40, (across, down), isGrey, restartInterval, strength: 8);

            Decode(jpeg).ShouldBe(ByLibrary(jpeg), $"seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_damaged_image_fails_as_libjpeg_says(int across, int down, bool isGrey, int restartInterval)
    {
        var random = new Random(Seed: 1);
        var jpeg = RandomJpeg.Write(seed: 1, Width, Height, (across, down), isGrey, restartInterval, strength: 4);

        for (var mutation = 0; mutation < 200; mutation++)
        {
            var damaged = jpeg.ToArray();
            damaged[random.Next(Signature, damaged.Length)] = (byte)random.Next(256);
            damaged[random.Next(Signature, mutation % 2 == 0 ? 400 : damaged.Length)] ^= (byte)(1 << random.Next(8));

            Decode(damaged).ShouldBe(ByLibrary(damaged), $"mutation {mutation}");
        }
    }

    private static string ByLibrary(ReadOnlySpan<byte> jpeg) => Decode([.. jpeg[..2], .. Unused, .. jpeg[2..]]);

    /// <returns>The pixels, or the error.</returns>
    private static string Decode(ReadOnlySpan<byte> jpeg)
    {
        if (HeaderCheck.Read(jpeg, 1_000_000) is not Outcome<ImageHeader>.Ok(var header))
        {
            return "";
        }

        switch (ImageDecoder.Decode(jpeg, header, new JpegDraft(2, 2)))
        {
            case Outcome<RgbImage>.Ok(var image):
                using (image)
                {
                    return Convert.ToHexString(image.Pixels);
                }

            case Outcome<RgbImage>.Refused(var error):
                return error.Message;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
