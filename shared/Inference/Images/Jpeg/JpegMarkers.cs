using System.Buffers.Binary;

namespace ImageClassification.Inference.Images.Jpeg;

/// <summary>
/// Goes from marker to marker as libjpeg does: over segments by their length, and over all else up to the next marker.
/// <see href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf"/>, annex B
/// </summary>
/// <param name="jpeg">From the start of image on.</param>
internal ref struct JpegMarkers(ReadOnlySpan<byte> jpeg)
{
    public const byte ArithmeticConditioning = 0xCC;
    public const byte HuffmanTables = 0xC4;
    public const byte Restart0 = 0xD0;
    public const byte StartOfImage = 0xD8;
    public const byte EndOfImage = 0xD9;
    public const byte StartOfScan = 0xDA;
    public const byte QuantizationTables = 0xDB;
    public const byte RestartInterval = 0xDD;
    public const byte App0 = 0xE0;
    public const byte App1 = 0xE1;
    public const byte App14 = 0xEE;
    public const byte App15 = 0xEF;
    public const byte Comment = 0xFE;

    private const int LengthBytes = 2;

    private readonly ReadOnlySpan<byte> _jpeg = jpeg;

    /// <summary>The marker's second byte.</summary>
    public byte Marker { get; private set; }

    /// <summary>The bytes before the marker outside of any segment: the pixels' data, or garbage.</summary>
    public Range Gap { get; private set; }

    /// <summary>Of the segment, after its length; cut where the file ends. Empty for a marker that stands alone.</summary>
    public ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>Where <see cref="Content"/> starts.</summary>
    public int ContentStart { get; private set; }

    /// <summary>Where the marker and its segment end, which may be past the file's end.</summary>
    public int Position { get; private set; } = 2;

    public readonly bool IsRestart => Marker is >= Restart0 and < StartOfImage;

    /// <returns>False where there is no further marker; then <see cref="Gap"/> is the rest.</returns>
    public bool MoveNext()
    {
        var start = Math.Min(Position, _jpeg.Length);
        var at = start;
        while (true)
        {
            var next = _jpeg[at..].IndexOf((byte)0xFF);
            at = next < 0 ? _jpeg.Length : at + next;
            Gap = start..at;
            var marker = _jpeg[at..].IndexOfAnyExcept((byte)0xFF); // fill bytes
            if (marker < 0)
            {
                return false;
            }

            at += marker + 1;
            Marker = _jpeg[at - 1];
            if (Marker != 0)
            {
                ReadSegment(at);
                return true;
            }
        }
    }

    private void ReadSegment(int start)
    {
        var standsAlone = IsRestart || Marker is 0x01 or StartOfImage or EndOfImage;
        ContentStart = standsAlone ? start : Math.Min(start + LengthBytes, _jpeg.Length);
        Position = standsAlone || start + LengthBytes > _jpeg.Length
            ? ContentStart
            : start + Math.Max((int)BinaryPrimitives.ReadUInt16BigEndian(_jpeg[start..]), LengthBytes);
        Content = _jpeg[ContentStart..Math.Min(Position, _jpeg.Length)];
    }
}
