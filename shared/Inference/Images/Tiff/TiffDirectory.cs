namespace ImageClassification.Inference.Images.Tiff;

/// <summary>
/// A TIFF's first directory, as far as it is in the file; EXIF is a TIFF, too.
/// <see href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf"/>, section 2
/// </summary>
internal readonly ref struct TiffDirectory
{
    private const int HeaderLength = 8;
    private const int EntryLength = 12;
    private const int LongestInline = 4;

    private readonly ReadOnlySpan<byte> _tiff;
    private readonly ReadOnlySpan<byte> _entries;

    public TiffDirectory(ReadOnlySpan<byte> tiff)
    {
        if (!Is(tiff) || tiff.Length < HeaderLength)
        {
            return;
        }

        _tiff = tiff;
        IsBigEndian = tiff[0] == 'M';
        var start = UInt32(tiff[4..]) + 2L;
        if (start <= tiff.Length)
        {
            var length = UInt16(tiff[((int)start - 2)..]) * EntryLength;
            _entries = tiff.Slice((int)start, (int)Math.Min(length, tiff.Length - start));
            IsWhole = length > 0 && _entries.Length == length;
        }
    }

    public bool IsBigEndian { get; }

    /// <summary>There are fields, and the file does not end among them.</summary>
    public bool IsWhole { get; }

    public TiffField this[TiffTag tag]
    {
        get
        {
            for (var entries = _entries; entries.Length >= EntryLength; entries = entries[EntryLength..])
            {
                if (UInt16(entries) == (ushort)tag)
                {
                    return Read(entries[..EntryLength]);
                }
            }

            return default;
        }
    }

    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8);

    /// <summary>Of two fields of one tag that counts here: libtiff takes the first and Pillow the last.</summary>
    public bool HasTwins()
    {
        var tags = new HashSet<ushort>();
        for (var entries = _entries; entries.Length >= EntryLength; entries = entries[EntryLength..])
        {
            if (Enum.IsDefined((TiffTag)UInt16(entries)) && !tags.Add(UInt16(entries)))
            {
                return true;
            }
        }

        return false;
    }

    private TiffField Read(ReadOnlySpan<byte> entry)
    {
        var size = UInt16(entry[2..]) switch
        {
            3 or 8 => 2, // SHORT, as most should be
            4 or 9 => 4, // LONG
            1 or 2 or 7 => 0, // BYTE, ASCII, UNDEFINED
            _ => -1,
        };
        if (size < 0)
        {
            return default;
        }

        var length = (long)UInt32(entry[4..]) * Math.Max(size, 1);
        var values = length <= LongestInline ? entry[8..] : _tiff[(int)Math.Min(UInt32(entry[8..]), _tiff.Length)..];
        return length <= values.Length ? new TiffField(values[..(int)length], size, IsBigEndian) : default;
    }

    private ushort UInt16(ReadOnlySpan<byte> bytes) => (ushort)new TiffField(bytes, sizeof(ushort), IsBigEndian)[0];

    private uint UInt32(ReadOnlySpan<byte> bytes) => new TiffField(bytes, sizeof(uint), IsBigEndian)[0];
}
