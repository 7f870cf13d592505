using System.Buffers.Binary;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.Native;

namespace SixLabors.ImageSharp.Formats.Gif;

public sealed class GifConfigurationModule : IConfigurationModule
{
    public void Configure(Configuration configuration) =>
        configuration.ImageFormatsManager.SetDecoder(GifFormat.Instance, new GifDecoder());
}

public sealed class GifFormat : IImageFormat
{
    private GifFormat()
    {
    }

    public static GifFormat Instance { get; } = new();

    public string Name => "GIF";

    bool IImageFormat.Starts(ReadOnlySpan<byte> file) => file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8);
}

public sealed class GifDecoder : IImageDecoder
{
    /// <summary>Default: false. No metadata is ever read here, but broken metadata fails the real package's decoding.</summary>
    public bool IgnoreMetadata { get; set; }

    /// <summary>Default: all. Set it to the first where only that is wanted: the real package decodes every frame otherwise.</summary>
    public FrameDecodingMode DecodingMode { get; set; }

    /// <remarks>libvips enlarges a GIF to its largest frame, the real package keeps the size that the header declares.</remarks>
    unsafe Image<TPixel> IImageDecoder.Decode<TPixel>(ReadOnlySpan<byte> file)
    {
        InvalidImageContentException.ThrowUnless(file.Length >= 10, "it ends within its header");
        var (width, height) = (BinaryPrimitives.ReadUInt16LittleEndian(file[6..]), BinaryPrimitives.ReadUInt16LittleEndian(file[8..]));
        InvalidImageContentException.ThrowUnless(width > 0 && height > 0, "its logical screen is empty");

        return VipsDecoder.Decode<TPixel>(Vips.vips_gifload_buffer, file, (width, height));
    }
}
