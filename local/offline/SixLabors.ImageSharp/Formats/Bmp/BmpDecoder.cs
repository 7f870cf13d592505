using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Bmp;

/// <inheritdoc cref="IImageDecoder"/>
public sealed class BmpDecoder : IImageDecoder, IImageInfoDetector
{
    public Image<TPixel> Decode<TPixel>(Configuration configuration, Stream stream, CancellationToken cancellationToken)
        where TPixel : unmanaged, IPixel<TPixel> =>
        BmpReader.Read<TPixel>(configuration, stream.ReadToEnd(), cancellationToken);

    public IImageInfo Identify(Configuration configuration, Stream stream, CancellationToken cancellationToken)
    {
        var header = BmpHeader.Parse(stream.ReadToEnd());

        return new ImageInfo(header.Width, header.Height);
    }
}
