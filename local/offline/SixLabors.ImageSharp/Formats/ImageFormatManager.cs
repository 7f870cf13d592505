namespace SixLabors.ImageSharp.Formats;

/// <summary>A configuration's formats and their decoders.</summary>
public class ImageFormatManager
{
    private readonly Dictionary<IImageFormat, IImageDecoder> _decoders = [];

    /// <summary>Sets the format's decoder, in place of an earlier one.</summary>
    public void SetDecoder(IImageFormat imageFormat, IImageDecoder decoder) => _decoders[imageFormat] = decoder;

    internal IImageDecoder FindDecoder(ReadOnlySpan<byte> file)
    {
        foreach (var (format, decoder) in _decoders)
        {
            if (format.Starts(file))
            {
                return decoder;
            }
        }

        var names = string.Join(", ", _decoders.Keys.Select(format => format.Name));
        throw new UnknownImageFormatException($"Image cannot be loaded. Available decoders: {names}.");
    }
}
