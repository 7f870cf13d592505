namespace ImageClassification.Inference.Images.Heif;

/// <summary>Reads bits, the highest first. Past the end every bit is 0, and <see cref="IsBroken"/> is true.</summary>
/// <param name="bytes">A NAL unit's or an OBU's.</param>
/// <param name="isEscaped">Whether a 3 after two zeros is filling, as in a NAL unit.</param>
internal ref struct BitReader(ReadOnlySpan<byte> bytes, bool isEscaped)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _byte;
    private int _bit;
    private int _zeros;

    public readonly bool IsBroken => _byte > _bytes.Length;

    public bool ReadFlag() => Read(1) == 1;

    public uint Read(int bits)
    {
        uint value = 0;
        for (; bits > 0; bits--)
        {
            value = (value << 1) | Next();
        }

        return value;
    }

    /// <summary>Exp-Golomb code.</summary>
    public uint ReadCode()
    {
        var zeros = 0;
        while (zeros < 32 && !IsBroken && Next() == 0)
        {
            zeros++;
        }

        return zeros == 32 ? uint.MaxValue : (1u << zeros) - 1 + Read(zeros);
    }

    private uint Next()
    {
        if (_bit == 0)
        {
            if (isEscaped && _zeros >= 2 && _byte < _bytes.Length && _bytes[_byte] == 3)
            {
                (_byte, _zeros) = (_byte + 1, 0);
            }

            _zeros = _byte < _bytes.Length && _bytes[_byte] == 0 ? _zeros + 1 : 0;
        }

        if (_byte >= _bytes.Length)
        {
            _byte = _bytes.Length + 1;
            return 0;
        }

        var bit = (uint)(_bytes[_byte] >> (7 - _bit)) & 1;
        (_byte, _bit) = _bit == 7 ? (_byte + 1, 0) : (_byte, _bit + 1);
        return bit;
    }
}
