using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp;

/// <summary>A decoded image, and the ways in.</summary>
public abstract class Image : IImageInfo, IDisposable
{
    private protected Image(int width, int height) => (Width, Height) = (width, height);

    public int Width { get; }

    public int Height { get; }

    /// <summary>The registered format that the first bytes are of, or null.</summary>
    public static IImageFormat? DetectFormat(Configuration configuration, ReadOnlySpan<byte> data)
    {
        ArgumentNullException.ThrowIfNull(configuration);

        return configuration.ImageFormatsManager.DetectFormat(data);
    }

    /// <summary>Reads the header; null where no registered format recognizes it.</summary>
    /// <exception cref="InvalidImageContentException">The header is broken or cut short.</exception>
    public static IImageInfo? Identify(Configuration configuration, byte[] data, out IImageFormat? format)
    {
        using var stream = new MemoryStream(data, writable: false);

        return Identify(configuration, stream, out format);
    }

    /// <inheritdoc cref="Identify(Configuration, byte[], out IImageFormat?)"/>
    public static IImageInfo? Identify(Configuration configuration, Stream stream) => Identify(configuration, stream, out _);

    /// <inheritdoc cref="Identify(Configuration, byte[], out IImageFormat?)"/>
    public static IImageInfo? Identify(Configuration configuration, Stream stream, out IImageFormat? format)
    {
        var data = stream.ReadToEnd();
        format = DetectFormat(configuration, data);

        return format is not null && configuration.ImageFormatsManager.FindDecoder(format) is IImageInfoDetector detector
            ? detector.Identify(configuration, new MemoryStream(data, 0, data.Length, writable: false, publiclyVisible: true), default)
            : null;
    }

    /// <summary>Decodes an image; its first frame if it has several.</summary>
    /// <exception cref="UnknownImageFormatException">No registered format recognizes the first bytes.</exception>
    /// <exception cref="InvalidImageContentException">The content is broken, cut short or not supported.</exception>
    public static Image<TPixel> Load<TPixel>(Configuration configuration, byte[] data)
        where TPixel : unmanaged, IPixel<TPixel> =>
        Load<TPixel>(configuration, data, out _);

    /// <inheritdoc cref="Load{TPixel}(Configuration, byte[])"/>
    public static Image<TPixel> Load<TPixel>(Configuration configuration, byte[] data, out IImageFormat format)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        format = DetectFormat(configuration, data) ?? throw NotRegistered(configuration);
        var decoder = configuration.ImageFormatsManager.FindDecoder(format) ?? throw NotRegistered(configuration);
        using var stream = new MemoryStream(data, 0, data.Length, writable: false, publiclyVisible: true);

        return decoder.Decode<TPixel>(configuration, stream, default);
    }

    /// <inheritdoc cref="Load{TPixel}(Configuration, byte[])"/>
    public static Image<TPixel> Load<TPixel>(Configuration configuration, ReadOnlySpan<byte> data)
        where TPixel : unmanaged, IPixel<TPixel> =>
        Load<TPixel>(configuration, data.ToArray(), out _);

    /// <inheritdoc cref="Load{TPixel}(Configuration, byte[])"/>
    public static Image<TPixel> Load<TPixel>(Configuration configuration, ReadOnlySpan<byte> data, out IImageFormat format)
        where TPixel : unmanaged, IPixel<TPixel> =>
        Load<TPixel>(configuration, data.ToArray(), out format);

    /// <inheritdoc cref="Load{TPixel}(Configuration, byte[])"/>
    public static Image<TPixel> Load<TPixel>(Configuration configuration, Stream stream)
        where TPixel : unmanaged, IPixel<TPixel> =>
        Load<TPixel>(configuration, stream.ReadToEnd(), out _);

    /// <inheritdoc cref="Load{TPixel}(Configuration, byte[])"/>
    public static Image<TPixel> Load<TPixel>(Configuration configuration, Stream stream, out IImageFormat format)
        where TPixel : unmanaged, IPixel<TPixel> =>
        Load<TPixel>(configuration, stream.ReadToEnd(), out format);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);

    private static UnknownImageFormatException NotRegistered(Configuration configuration) =>
        new($"Image cannot be loaded. Available decoders: {string.Join(", ", configuration.ImageFormats.Select(format => format.Name))}.");
}
