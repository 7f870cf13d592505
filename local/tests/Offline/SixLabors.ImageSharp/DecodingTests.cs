using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace ImageClassification.Offline.Images;

public sealed class DecodingTests
{
    public static TheoryData<string> Names => [.. Golden.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_decodes_to_the_pixels_that_Pillow_gives(string name)
    {
        Formats.DecodeRgb(Golden.File(name)).ShouldBe(Golden.Rgb(name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_header_tells_the_size(string name)
    {
        var info = Image.Identify(Formats.All, Golden.File(name), out var format).ShouldNotBeNull();

        (info.Width, info.Height).ShouldBe((Golden.Width, Golden.Height));
        format.ShouldNotBeNull().FileExtensions.ShouldContain(Path.GetExtension(name)[1..]);
    }

    [Theory]
    [InlineData("rgba.png")]
    [InlineData("rgba-interlaced.png")]
    [InlineData("lossless-alpha.webp")]
    public void The_alpha_is_read_and_not_multiplied_into_the_colours(string name)
    {
        using var image = Image.Load<Rgba32>(Formats.All, Golden.File(name));

        image[0, 0].A.ShouldBe((byte)0);
        image[2, 0].A.ShouldBe((byte)64);
        image[6, 0].A.ShouldBe((byte)255);
        var (first, rgb) = (image[0, 0], Golden.Rgb(name));
        (first.R, first.G, first.B).ShouldBe((rgb[0], rgb[1], rgb[2]));
    }

    [Fact]
    public async Task Several_threads_decode_at_once()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var files = Golden.Names.Select(name => (File: Golden.File(name), Rgb: Golden.Rgb(name))).ToList();

        var decoded = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => Enumerable.Repeat(files, 20).SelectMany(all => all).All(image => Formats.DecodeRgb(image.File).AsSpan().SequenceEqual(image.Rgb)),
            cancellationToken)));

        decoded.ShouldAllBe(equal => equal);
    }
}
