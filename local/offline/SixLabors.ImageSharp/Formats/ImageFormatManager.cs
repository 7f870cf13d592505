namespace SixLabors.ImageSharp.Formats;

/// <summary>A configuration's decoders and detectors.</summary>
public class ImageFormatManager
{
    private readonly Dictionary<IImageFormat, IImageDecoder> _decoders = [];
    private readonly List<IImageFormatDetector> _detectors = [];

    public IEnumerable<IImageFormat> ImageFormats => _decoders.Keys;

    /// <summary>Sets the format's decoder, in place of an earlier one.</summary>
    public void SetDecoder(IImageFormat imageFormat, IImageDecoder decoder) => _decoders[imageFormat] = decoder;

    public void AddImageFormatDetector(IImageFormatDetector detector) => _detectors.Add(detector);

    /// <summary>The format's decoder, or null.</summary>
    public IImageDecoder? FindDecoder(IImageFormat format) => _decoders.GetValueOrDefault(format);

    internal IImageFormat? DetectFormat(ReadOnlySpan<byte> header)
    {
        foreach (var detector in _detectors)
        {
            if (detector.DetectFormat(header) is { } format)
            {
                return format;
            }
        }

        return null;
    }
}
