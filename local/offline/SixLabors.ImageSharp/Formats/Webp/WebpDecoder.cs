using SixLabors.ImageSharp.Native;

namespace SixLabors.ImageSharp.Formats.Webp;

public sealed class WebpConfigurationModule : IConfigurationModule
{
    public void Configure(Configuration configuration) =>
        configuration.ImageFormatsManager.SetDecoder(WebpFormat.Instance, new WebpDecoder());
}

public sealed class WebpFormat : IImageFormat
{
    private WebpFormat()
    {
    }

    public static WebpFormat Instance { get; } = new();

    public string Name => "Webp";

    bool IImageFormat.Starts(ReadOnlySpan<byte> file) =>
        file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8);
}

public sealed class WebpDecoder : IImageDecoder
{
    private const int FlagsOffset = 20;
    private const int AnimationFlag = 0x02;

    /// <summary>Default: false. No metadata is ever read here, but broken metadata fails the real package's decoding.</summary>
    public bool IgnoreMetadata { get; set; }

    /// <exception cref="NotSupportedException">The file is an animation: version 2.1 decodes none.</exception>
    unsafe Image<TPixel> IImageDecoder.Decode<TPixel>(ReadOnlySpan<byte> file) =>
        IsAnimation(file)
            ? throw new NotSupportedException("Animations are not supported")
            : VipsDecoder.Decode<TPixel>(Vips.vips_webpload_buffer, file);

    /// <summary>https://developers.google.com/speed/webp/docs/riff_container#extended_file_format</summary>
    private static bool IsAnimation(ReadOnlySpan<byte> file) =>
        file.Length > FlagsOffset && file[12..].StartsWith("VP8X"u8) && (file[FlagsOffset] & AnimationFlag) != 0;
}
