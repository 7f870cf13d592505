namespace SixLabors.ImageSharp.Formats;

/// <summary>Reads a header without decoding pixels.</summary>
public interface IImageInfoDetector
{
    /// <exception cref="InvalidImageContentException">The header is broken or cut short.</exception>
    IImageInfo Identify(Configuration configuration, Stream stream, CancellationToken cancellationToken);
}
