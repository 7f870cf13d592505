using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using ImageClassification.Contracts;
using ImageClassification.Inference.Images;

namespace ImageClassification.Inference.Tests.Images.WebP;

public class WebPDecoderTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Inference", "Images");

    public static TheoryData<string, string> Decoded =>
    [
        .. Expected("files").Where(pixels => pixels.Name.EndsWith(".webp", StringComparison.Ordinal))
            .Select(pixels => (Path.Combine("files", pixels.Name), GoldenCases.Sha256(pixels.Value.GetBytesFromBase64()))),
        .. Expected("files", "webp").Select(hash => (Path.Combine("files", "webp", hash.Name), hash.Value.GetString()!)),
        ("cases/fmt-webp-animated.webp", "1737642069aa296f12f1589670154b922155fa9303dc0c00d939b6f1220660ad"),
        ("cases/fmt-webp-named.jpg", "eda5a5b463b16c2a48323ac53a710e6d96c2aaa0eb52363f41f4137c5bac6bf7"),
        ("cases/webp-palette-7071.webp", "6aa02f88fae92f509571e6ab721fdbe11ee9e136e8faf68f13d5f0c24309ddfb"),
        ("cases/webp-all-transforms-7071.webp", "d65619ad4c699b5e5634d80c4310a3fec76885fd30485e893a2b8abe40e2d615"),
    ];

    [Theory]
    [MemberData(nameof(Decoded))]
    public void A_WebP_has_Pillows_pixels_whatever_was_in_memory_before(string file, string sha256)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, file));
        Poison();

        var header = HeaderCheck.Read(bytes, 64_000_000).ShouldBeOfType<Outcome<ImageHeader>.Ok>().Value;
        using var image = ImageDecoder.Decode(bytes, header).ShouldBeOfType<Outcome<RgbImage>.Ok>().Value;

        (image.Width, image.Height).ShouldBe((header.Width, header.Height));
        GoldenCases.Sha256(image.Pixels).ShouldBe(sha256);
    }

    [Theory]
    [InlineData("cases/webp-cut-data.webp")]
    [InlineData("cases/webp-claims-16383x3051.webp")]
    public void A_WebP_that_lacks_data_is_corrupt(string file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, file));

        Refuse(bytes).Code.ShouldBe(ErrorCode.CorruptImage);
    }

    [Theory]
    [InlineData("files/webp/lossy-opaque-9x8.webp")]
    [InlineData("files/webp/lossless-alpha-9x8.webp")]
    [InlineData("files/webp/metadata-lossless-alpha.webp")]
    [InlineData("files/webp/animation-inside-lossy-alpha.webp")]
    public void A_WebP_cut_anywhere_is_corrupt(string file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, file));

        for (var length = 12; length < bytes.Length; length++)
        {
            Refuse(bytes[..length]).Code.ShouldBe(ErrorCode.CorruptImage, $"{length} bytes");
        }
    }

    [Theory]
    [InlineData("files/webp/lossy-opaque-9x8.webp")]
    [InlineData("files/webp/lossless-alpha-9x8.webp")]
    public void A_chunk_that_reaches_over_the_end_is_corrupt_where_the_file_claims_to_be_whole(string file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, file));

        for (var length = 12; length < bytes.Length; length++)
        {
            var cut = bytes[..length];
            BinaryPrimitives.WriteInt32LittleEndian(cut.AsSpan(4), length - 8);
            Refuse(cut).Code.ShouldBe(ErrorCode.CorruptImage, $"{length} bytes");
        }
    }

    [Theory]
    [InlineData("files/webp/lossy-opaque-9x8.webp")]
    [InlineData("files/webp/lossless-opaque-9x8.webp")]
    public void A_picture_that_ends_early_in_its_chunk_is_corrupt(string file)
    {
        var picture = File.ReadAllBytes(Path.Combine(Folder, file)).AsSpan(12);

        var half = LosslessWriter.Riff(LosslessWriter.Chunk(picture[..4], picture[8..(picture.Length / 2)]));

        Refuse(half).Code.ShouldBe(ErrorCode.CorruptImage);
    }

    [Theory]
    [InlineData(12 + 8 + 4, 13 - 2)] // a canvas of 12 pixels, not 13
    [InlineData(12 + 8 + 7, 9)] // of 10 pixels, not 9
    [InlineData(12 + 8, 0x10 | 0x02)] // its flags: animated, without an animation
    [InlineData(12 + 8, 0x10 | 0x80)] // none that there is
    [InlineData(12 + 4, 9)] // its header's length
    public void An_extended_header_that_the_picture_denies_is_corrupt(int at, byte value)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, "files", "webp", "alpha-raw.webp"));
        bytes[at] = value;

        Refuse(bytes).Code.ShouldBe(ErrorCode.CorruptImage);
    }

    [Fact]
    public void A_later_frame_that_reaches_over_the_canvas_makes_the_animation_corrupt()
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, "files", "webp", "animation-whole.webp"));
        var last = bytes.AsSpan().LastIndexOf("ANMF"u8);
        bytes[last + 8] = 2;

        Refuse(bytes).Code.ShouldBe(ErrorCode.CorruptImage);
    }

    [Fact]
    public void The_animations_canvas_counts_for_the_limit_and_not_its_frame()
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, "files", "webp", "animation-inside.webp"));

        var error = HeaderCheck.Read(bytes, (20 * 11) - 1).ShouldBeOfType<Outcome<ImageHeader>.Refused>().Error;

        error.Code.ShouldBe(ErrorCode.ImageTooLarge);
    }

    private static JsonElement.ObjectEnumerator Expected(params string[] folder) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine([Folder, .. folder, "expected.json"]))).RootElement.EnumerateObject();

    private static PredictionError Refuse(byte[] image) => HeaderCheck.Read(image, 64_000_000) switch
    {
        Outcome<ImageHeader>.Refused(var error) => error,
        Outcome<ImageHeader>.Ok(var header) => ImageDecoder.Decode(image, header).ShouldBeOfType<Outcome<RgbImage>.Refused>().Error,
        _ => throw new NotSupportedException(),
    };

    /// <summary>Fills the buffers that small images are decoded into.</summary>
    private static void Poison()
    {
        for (var length = 16; length <= 1 << 16; length *= 2)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(length);
            buffer.AsSpan().Fill(0xA5);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
