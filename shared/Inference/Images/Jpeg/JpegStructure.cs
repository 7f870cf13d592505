using System.Buffers.Binary;

namespace ImageClassification.Inference.Images.Jpeg;

/// <summary>
/// Where a JPEG's picture ends (behind it phones put videos and further pictures), how many scans it has, and whether its
/// restart markers are all there.
/// </summary>
internal sealed class JpegStructure
{
    private readonly JpegRepairs _repairs = new();
    private JpegFrame? _frame;
    private bool _hasEnd;
    private int _length;
    private int _restartInterval;
    private int _restarts;
    private long _restartsToCome;

    private JpegStructure()
    {
    }

    public int Scans { get; private set; }

    public bool IsArithmetic => _frame!.IsArithmetic;

    /// <summary>The file ends among the pixels: they are all there only if libjpeg leaves bytes over.</summary>
    public bool EndsInPixels { get; private set; }

    /// <param name="jpeg">With a frame header before its first scan.</param>
    /// <returns>Null where pixels are missing.</returns>
    public static JpegStructure? Read(ReadOnlySpan<byte> jpeg)
    {
        var structure = new JpegStructure();
        return structure.FindEnd(jpeg) ? structure : null;
    }

    /// <inheritdoc cref="JpegRepairs.Apply"/>
    /// <param name="jpeg">What <see cref="Read"/> was given.</param>
    /// <param name="copy">To dispose after use of the result.</param>
    public ReadOnlySpan<byte> Picture(ReadOnlySpan<byte> jpeg, out PixelBuffer? copy) => _repairs.Apply(jpeg[.._length], _hasEnd, out copy);

    private bool FindEnd(ReadOnlySpan<byte> jpeg)
    {
        var markers = new JpegMarkers(jpeg);
        var (inScan, isOnlyScan) = (false, false);
        while (markers.MoveNext())
        {
            if (inScan && IsNextRestart(markers.Marker))
            {
                continue;
            }

            if (_restartsToCome > 0)
            {
                return false;
            }

            _hasEnd = markers.Marker == JpegMarkers.EndOfImage && Scans > 0;
            if (_hasEnd || isOnlyScan)
            {
                _length = _hasEnd ? markers.Position : markers.Gap.End.Value;
                return true;
            }

            if (!inScan)
            {
                _repairs.Fill(markers.Gap);
            }

            Take(markers);
            inScan = markers.Marker == JpegMarkers.StartOfScan;
            isOnlyScan = inScan && Scans == 1 && !_frame!.TakesSeveralScans(markers.Content);
        }

        EndsInPixels = true;
        _length = markers.Gap.End.Value;
        return isOnlyScan && _restartsToCome == 0;
    }

    /// <summary>Whether the scan needs a restart marker and this is it: they count from 0 to 7, again and again.</summary>
    private bool IsNextRestart(byte marker)
    {
        if (_restartsToCome == 0 || marker != JpegMarkers.Restart0 + (_restarts % 8))
        {
            return false;
        }

        _restartsToCome--;
        _restarts++;
        return true;
    }

    private void Take(JpegMarkers segment)
    {
        if (JpegFrame.Is(segment.Marker) && _frame is null)
        {
            _frame = JpegFrame.Read(segment.Marker, segment.Content)!;
        }
        else if (segment.Marker == JpegMarkers.RestartInterval && segment.Content.Length >= 2)
        {
            _restartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment.Content);
        }
        else if (segment.Marker == JpegMarkers.StartOfScan)
        {
            StartScan(segment);
        }
        else
        {
            _repairs.TakeApplication(segment);
        }
    }

    private void StartScan(JpegMarkers segment)
    {
        Scans++;
        _restarts = 0;
        _restartsToCome = _restartInterval == 0 ? 0 : (_frame!.UnitsOf(segment.Content) - 1) / _restartInterval;
        if (Scans == 1)
        {
            _repairs.TakeFrame(_frame!);
        }

        if (!_frame!.IsProgressive)
        {
            _repairs.TakeSequentialScan(segment);
        }
    }
}
