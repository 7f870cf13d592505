using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.Native;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Gif;

/// <inheritdoc cref="IImageDecoder"/>
public sealed class GifDecoder : IImageDecoder, IImageInfoDetector
{
    /// <summary>Default: false. No metadata is ever read here, but broken metadata fails the real package's decoding.</summary>
    public bool IgnoreMetadata { get; set; }

    /// <summary>Default: all. Set it to the first where only that is wanted: the real package decodes every frame otherwise.</summary>
    public FrameDecodingMode DecodingMode { get; set; }

    public Image<TPixel> Decode<TPixel>(Configuration configuration, Stream stream, CancellationToken cancellationToken)
        where TPixel : unmanaged, IPixel<TPixel> =>
        VipsDecoder.Decode<TPixel>(VipsLoader.Gif, configuration, stream.ReadToEnd(), cancellationToken);

    public IImageInfo Identify(Configuration configuration, Stream stream, CancellationToken cancellationToken) =>
        VipsDecoder.Identify(VipsLoader.Gif, stream.ReadToEnd());
}
