using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.PixelFormats;

namespace ImageClassification.Offline.Images;

public sealed class ConfigurationTests
{
    [Fact]
    public void A_format_that_is_not_registered_is_unknown()
    {
        var onlyPng = new Configuration(new PngConfigurationModule());

        var failure = Should.Throw<UnknownImageFormatException>(() => Image.Load<Rgb24>(onlyPng, (ReadOnlySpan<byte>)Golden.File("grey.gif")));

        failure.Message.ShouldContain("PNG");
    }

    [Theory]
    [InlineData("")]
    [InlineData("B")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("RIFF\0\0\0\0WAVEfmt ")]
    public void Other_bytes_are_of_no_format(string text)
    {
        var bytes = System.Text.Encoding.ASCII.GetBytes(text);

        Should.Throw<UnknownImageFormatException>(() => Image.Load<Rgb24>(Formats.All, (ReadOnlySpan<byte>)bytes));
    }

    [Fact]
    public void A_decoder_can_be_replaced()
    {
        var configuration = new Configuration(new GifConfigurationModule());

        configuration.ImageFormatsManager.SetDecoder(
            GifFormat.Instance, new GifDecoder { IgnoreMetadata = true, DecodingMode = FrameDecodingMode.First });

        using var image = Image.Load<Rgb24>(configuration, (ReadOnlySpan<byte>)Golden.File("animated.gif"));
        (image.Width, image.Height).ShouldBe((Golden.Width, Golden.Height));
    }
}
