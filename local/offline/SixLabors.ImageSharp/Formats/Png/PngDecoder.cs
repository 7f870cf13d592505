using SixLabors.ImageSharp.Native;

namespace SixLabors.ImageSharp.Formats.Png;

public sealed class PngConfigurationModule : IConfigurationModule
{
    public void Configure(Configuration configuration) =>
        configuration.ImageFormatsManager.SetDecoder(PngFormat.Instance, new PngDecoder());
}

public sealed class PngFormat : IImageFormat
{
    private PngFormat()
    {
    }

    public static PngFormat Instance { get; } = new();

    public string Name => "PNG";

    bool IImageFormat.Starts(ReadOnlySpan<byte> file) => file.StartsWith<byte>([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n']);
}

public sealed class PngDecoder : IImageDecoder
{
    /// <summary>Default: false. No metadata is ever read here, but broken metadata fails the real package's decoding.</summary>
    public bool IgnoreMetadata { get; set; }

    unsafe Image<TPixel> IImageDecoder.Decode<TPixel>(ReadOnlySpan<byte> file) => VipsDecoder.Decode<TPixel>(Vips.vips_pngload_buffer, file);
}
