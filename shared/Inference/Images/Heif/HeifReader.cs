using System.Text;

namespace ImageClassification.Inference.Images.Heif;

/// <summary>
/// Reads big-endian numbers and boxes. Past the end every number is 0, and <see cref="IsBroken"/> stays true.
/// <see href="https://www.iso.org/standard/83102.html"/>, ISO base media file format
/// </summary>
internal ref struct HeifReader(ReadOnlySpan<byte> file, int start, int end)
{
    private readonly ReadOnlySpan<byte> _file = file;

    private int _position = start;

    public HeifReader(ReadOnlySpan<byte> file, HeifBox box)
        : this(file, box.ContentStart, box.End)
    {
    }

    public bool IsBroken { get; private set; }

    public readonly int Left => end - _position;

    public readonly bool IsAtEnd => Left == 0;

    /// <param name="bytes">0 to 8; a number above 63 bits is refused.</param>
    public long Read(int bytes)
    {
        if (bytes > Left)
        {
            (_position, IsBroken) = (end, true);
            return 0;
        }

        ulong value = 0;
        foreach (var next in _file.Slice(_position, bytes))
        {
            value = (value << 8) | next;
        }

        _position += bytes;
        IsBroken |= value > long.MaxValue;
        return value > long.MaxValue ? 0 : (long)value;
    }

    /// <summary>A full box's version and flags.</summary>
    public (int Version, int Flags) ReadVersion() => ((int)Read(1), (int)Read(3));

    public string ReadType()
    {
        var at = _position;
        Read(4);
        return IsBroken ? "" : Encoding.Latin1.GetString(_file.Slice(at, 4));
    }

    public bool TryReadBytes(long count, out ReadOnlySpan<byte> bytes)
    {
        IsBroken |= count > Left;
        bytes = IsBroken ? [] : _file.Slice(_position, (int)count);
        _position += bytes.Length;
        return !IsBroken;
    }

    /// <returns>False at the end, and where no whole box follows.</returns>
    public bool TryReadBox(out HeifBox box)
    {
        const int toTheEnd = 0, longLength = 1;
        var boxStart = _position;
        box = default;
        if (IsAtEnd)
        {
            return false;
        }

        var length = Read(4);
        var type = ReadType();
        length = length switch { toTheEnd => end - boxStart, longLength => Read(8), _ => length };
        if (IsBroken || length < _position - boxStart || length > end - boxStart)
        {
            IsBroken = true;
            return false;
        }

        box = new HeifBox(type, boxStart, _position, (int)(boxStart + length));
        _position = box.End;
        return true;
    }
}
