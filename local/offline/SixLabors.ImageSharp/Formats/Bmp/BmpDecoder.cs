using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Bmp;

/// <inheritdoc cref="IImageDecoder"/>
public sealed class BmpDecoder : IImageDecoder, IImageInfoDetector
{
    public Image<TPixel> Decode<TPixel>(Configuration configuration, Stream stream, CancellationToken cancellationToken)
        where TPixel : unmanaged, IPixel<TPixel> =>
        throw new InvalidImageContentException("BMP is not decoded yet.");

    public IImageInfo Identify(Configuration configuration, Stream stream, CancellationToken cancellationToken) =>
        throw new InvalidImageContentException("BMP is not decoded yet.");
}
