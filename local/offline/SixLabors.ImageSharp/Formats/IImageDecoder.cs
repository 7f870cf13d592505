using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats;

/// <summary>Decodes one format. Safe to use from several threads at once.</summary>
public interface IImageDecoder
{
    /// <exception cref="InvalidImageContentException">The content is broken, cut short or not supported.</exception>
    internal Image<TPixel> Decode<TPixel>(ReadOnlySpan<byte> file)
        where TPixel : unmanaged, IPixel<TPixel>;
}
