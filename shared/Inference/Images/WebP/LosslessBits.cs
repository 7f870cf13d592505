using System.Buffers.Binary;

namespace ImageClassification.Inference.Images.WebP;

/// <summary>The bits of a lossless stream, from the lowest of each byte on, and zeros behind its end.</summary>
internal ref struct LosslessBits(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private long _position;

    /// <param name="count">At most 24.</param>
    public int Read(int count)
    {
        var value = Peek(count);
        _position += count;
        return value;
    }

    public int Peek(int count)
    {
        var rest = _bytes[(int)Math.Min(_position >> 3, _bytes.Length)..];
        uint window = 0;
        if (rest.Length >= sizeof(uint))
        {
            window = BinaryPrimitives.ReadUInt32LittleEndian(rest);
        }
        else
        {
            for (var i = 0; i < rest.Length; i++)
            {
                window |= (uint)rest[i] << (8 * i);
            }
        }

        return (int)((window >> (int)(_position & 7)) & ((1u << count) - 1));
    }
}
