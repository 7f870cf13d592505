using SixLabors.ImageSharp.Native;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Webp;

/// <inheritdoc cref="IImageDecoder"/>
public sealed class WebpDecoder : IImageDecoder, IImageInfoDetector
{
    private const int FlagsOffset = 20;
    private const int AnimationFlag = 0x02;

    /// <summary>Default: false. No metadata is ever read here, but broken metadata fails the real package's decoding.</summary>
    public bool IgnoreMetadata { get; set; }

    /// <exception cref="NotSupportedException">The file is an animation: version 2.1 decodes none.</exception>
    /// <inheritdoc/>
    public Image<TPixel> Decode<TPixel>(Configuration configuration, Stream stream, CancellationToken cancellationToken)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        var bytes = stream.ReadToEnd();

        return IsAnimation(bytes)
            ? throw new NotSupportedException("Animations are not supported")
            : VipsDecoder.Decode<TPixel>(VipsLoader.Webp, configuration, bytes, cancellationToken);
    }

    public IImageInfo Identify(Configuration configuration, Stream stream, CancellationToken cancellationToken) =>
        VipsDecoder.Identify(VipsLoader.Webp, stream.ReadToEnd());

    /// <summary>https://developers.google.com/speed/webp/docs/riff_container#extended_file_format</summary>
    private static bool IsAnimation(ReadOnlySpan<byte> file) =>
        file.Length > FlagsOffset && file[12..].StartsWith("VP8X"u8) && (file[FlagsOffset] & AnimationFlag) != 0;
}
