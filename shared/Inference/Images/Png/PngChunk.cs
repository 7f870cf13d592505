using System.Buffers.Binary;

namespace ImageClassification.Inference.Images.Png;

/// <summary>A chunk, as far as the file reaches. <see href="https://www.w3.org/TR/png-3/#5Chunk-layout"/></summary>
internal readonly ref struct PngChunk
{
    /// <summary>Where the first chunk starts.</summary>
    public const int SignatureLength = 8;

    /// <summary>Length and type.</summary>
    public const int HeaderLength = 4 + 4;

    private const int CheckSumLength = 4;

    private static readonly uint[] CheckSums = [.. Enumerable.Range(0, 256).Select(value => CheckSum((uint)value))];

    private readonly ReadOnlySpan<byte> _typeAndRest;

    private PngChunk(ReadOnlySpan<byte> chunk, long start)
    {
        Start = start;
        Length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
        _typeAndRest = chunk[4..];
    }

    public long Start { get; }

    /// <summary>As the chunk says. The data may be fewer.</summary>
    public long Length { get; }

    public long End => Start + HeaderLength + Length + CheckSumLength;

    public ReadOnlySpan<byte> Data => _typeAndRest.Slice(4, (int)Math.Min(Length, _typeAndRest.Length - 4));

    public bool IsCut => Data.Length < Length;

    public bool IsDamaged
    {
        get
        {
            var sum = uint.MaxValue;
            foreach (var value in _typeAndRest[..(4 + Data.Length)])
            {
                sum = CheckSums[(byte)(sum ^ value)] ^ (sum >> 8);
            }

            return !BinaryPrimitives.TryReadUInt32BigEndian(_typeAndRest[(4 + Data.Length)..], out var stored) || stored != ~sum;
        }
    }

    public bool Is(ReadOnlySpan<byte> type) => _typeAndRest.StartsWith(type);

    /// <returns>False if the file ends, or does not continue with a chunk.</returns>
    public static bool TryRead(ReadOnlySpan<byte> png, long start, out PngChunk chunk)
    {
        chunk = default;
        if (start > png.Length - HeaderLength)
        {
            return false;
        }

        chunk = new PngChunk(png[(int)start..], start);
        foreach (var letter in chunk._typeAndRest[..4])
        {
            if (!char.IsAsciiLetterOrDigit((char)letter) && letter != '_')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>One byte's share of a CRC-32. <see href="https://www.w3.org/TR/png-3/#D-CRCAppendix"/></summary>
    private static uint CheckSum(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        }

        return value;
    }
}
