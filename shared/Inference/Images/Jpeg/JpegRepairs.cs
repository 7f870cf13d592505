namespace ImageClassification.Inference.Images.Jpeg;

/// <summary>
/// Fixes faults that libjpeg warns of though no pixel depends on them. Only its first warning can be read, so that this must be one
/// that matters. <see href="https://github.com/libjpeg-turbo/libjpeg-turbo/blob/2.1.5/jerror.h"/>
/// </summary>
internal sealed class JpegRepairs
{
    private static readonly byte[] End = [0xFF, JpegMarkers.EndOfImage];

    private readonly List<(Range At, byte Value)> _repairs = [];
    private (int At, byte Value)? _adobeTransform;

    /// <summary>Garbage before a marker: fill bytes are allowed there.</summary>
    public void Fill(Range gap)
    {
        if (!gap.Start.Equals(gap.End))
        {
            _repairs.Add((gap, 0xFF));
        }
    }

    /// <summary>A JFIF version other than 1, and how Adobe's channels are coded.</summary>
    public void TakeApplication(JpegMarkers segment)
    {
        if (segment is { Marker: JpegMarkers.App0, Content.Length: >= 12 } && segment.Content.StartsWith("JFIF\0"u8))
        {
            Set(segment, 5, 1);
        }
        else if (segment is { Marker: JpegMarkers.App14, Content.Length: >= 12 } && segment.Content.StartsWith("Adobe"u8))
        {
            _adobeTransform = (segment.ContentStart + 11, segment.Content[11]);
        }
    }

    /// <summary>An unknown code of Adobe's, for which libjpeg takes the usual one.</summary>
    public void TakeFrame(JpegFrame frame)
    {
        var usual = (byte)(frame.Components.Length == 4 ? 2 : 1);
        if (_adobeTransform is (var at, var value) && value != 0 && value != usual)
        {
            _repairs.Add((at..(at + 1), usual));
        }
    }

    /// <summary>Spectral selection and approximation, which the scans of a sequential image do not use; some cameras leave zeros there.</summary>
    public void TakeSequentialScan(JpegMarkers segment)
    {
        if (segment.Content is [var components, ..] && segment.Content.Length >= 4 + (2 * components))
        {
            Set(segment, 1 + (2 * components), 0);
            Set(segment, 2 + (2 * components), 63);
            Set(segment, 3 + (2 * components), 0);
        }
    }

    /// <param name="picture">Without what follows it.</param>
    /// <param name="hasEnd">Whether its end marker is there; else it is added.</param>
    /// <param name="copy">To dispose after use of the result; null where nothing is to repair.</param>
    public ReadOnlySpan<byte> Apply(ReadOnlySpan<byte> picture, bool hasEnd, out PixelBuffer? copy)
    {
        if (_repairs.Count == 0 && hasEnd)
        {
            copy = null;
            return picture;
        }

        copy = new PixelBuffer(picture.Length + End.Length);
        picture.CopyTo(copy.Bytes);
        End.CopyTo(copy.Bytes[picture.Length..]);
        foreach (var (at, value) in _repairs)
        {
            copy.Bytes[at].Fill(value);
        }

        return copy.Bytes;
    }

    private void Set(JpegMarkers segment, int at, byte value)
    {
        if (segment.Content[at] != value)
        {
            var position = segment.ContentStart + at;
            _repairs.Add((position..(position + 1), value));
        }
    }
}
