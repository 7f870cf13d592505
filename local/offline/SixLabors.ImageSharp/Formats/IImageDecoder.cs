using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats;

/// <summary>Decodes one format. Safe to use from several threads at once.</summary>
public interface IImageDecoder
{
    /// <summary>Decodes from the stream's position on.</summary>
    /// <exception cref="InvalidImageContentException">The content is broken, cut short or not supported.</exception>
    Image<TPixel> Decode<TPixel>(Configuration configuration, Stream stream, CancellationToken cancellationToken)
        where TPixel : unmanaged, IPixel<TPixel>;
}
