using SixLabors.ImageSharp.Native;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Png;

/// <inheritdoc cref="IImageDecoder"/>
public sealed class PngDecoder : IImageDecoder, IImageInfoDetector
{
    /// <summary>Default: false. No metadata is ever read here, but broken metadata fails the real package's decoding.</summary>
    public bool IgnoreMetadata { get; set; }

    public Image<TPixel> Decode<TPixel>(Configuration configuration, Stream stream, CancellationToken cancellationToken)
        where TPixel : unmanaged, IPixel<TPixel> =>
        VipsDecoder.Decode<TPixel>(VipsLoader.Png, configuration, stream.ReadToEnd(), cancellationToken);

    public IImageInfo Identify(Configuration configuration, Stream stream, CancellationToken cancellationToken) =>
        VipsDecoder.Identify(VipsLoader.Png, stream.ReadToEnd());
}
