using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace ImageClassification.Offline.Images;

public sealed class WebpTests
{
    [Fact]
    public void An_animation_is_not_supported()
    {
        byte[] file =
        [
            .. "RIFF"u8, 22, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 0x02, 0, 0, 0, 3, 0, 0, 3, 0, 0,
        ];

        Should.Throw<NotSupportedException>(() => Image.Load<Rgb24>(Formats.All, (ReadOnlySpan<byte>)file));
    }
}
