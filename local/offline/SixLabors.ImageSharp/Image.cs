using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp;

/// <summary>A decoded image, and the way in.</summary>
public abstract class Image : IDisposable
{
    private protected Image(int width, int height) => (Width, Height) = (width, height);

    public int Width { get; }

    public int Height { get; }

    /// <summary>Decodes an image; its first frame if it has several.</summary>
    /// <exception cref="UnknownImageFormatException">No registered format recognizes the first bytes.</exception>
    /// <exception cref="InvalidImageContentException">The content is broken, cut short or not supported.</exception>
    public static Image<TPixel> Load<TPixel>(Configuration configuration, ReadOnlySpan<byte> data)
        where TPixel : unmanaged, IPixel<TPixel> =>
        configuration.ImageFormatsManager.FindDecoder(data).Decode<TPixel>(data);

    public abstract void Dispose();
}
