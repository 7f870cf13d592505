using System.Buffers.Binary;

namespace ImageClassification.Inference.Tests.Images.WebP;

/// <summary>Writes lossless WebP bit by bit, as no encoder would. <see href="https://www.rfc-editor.org/rfc/rfc9649.html#name-webp-lossless-bitstream-spe"/></summary>
internal sealed class LosslessWriter
{
    private readonly List<byte> _bytes = [];
    private int _buffer;
    private int _filled;

    /// <summary>A WebP of one chunk.</summary>
    public static byte[] File(ReadOnlySpan<byte> stream) => Riff(Chunk("VP8L"u8, stream));

    public static byte[] Riff(ReadOnlySpan<byte> chunks) => Chunk("RIFF"u8, [.. "WEBP"u8, .. chunks]);

    public static byte[] Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
        return [.. type, .. length, .. data, .. new byte[data.Length & 1]];
    }

    /// <summary>Four random bytes a pixel, each by a code of eight bits.</summary>
    public static byte[] Noise(int side)
    {
        var writer = new LosslessWriter().Header(side).Bits(0, 3); // no transforms, no cache, one group of codes
        for (var channel = 0; channel < 4; channel++)
        {
            writer.Bits(0, 1).Bits(12 - 4, 4).Bits(0, 11 * 3).Bits(1, 3); // codes' lengths: 8 alone, the twelfth
            writer.Bits(1, 1).Bits(3, 3).Bits(256 - 2, 8); // of the first 256 symbols
        }

        var noise = new byte[4 * side * side];
        new Random(1).NextBytes(noise);
        return File([.. writer.Code(0).ToArray(), .. noise]);
    }

    public LosslessWriter Header(int side) => Bits(0x2F, 8).Bits(side - 1, 14).Bits(side - 1, 14).Bits(0, 4);

    /// <summary>Blocks of 4 × 4 pixels, all of which take their prefix codes from the group of this number.</summary>
    public LosslessWriter Group(int number) =>
        Bits(0b100, 3).Bits(0, 4).Code(number & 0xFF).Code(number >> 8).Code(0).Code(0).Code(0);

    public LosslessWriter Bits(long value, int count)
    {
        for (; count > 0; count--, value >>= 1)
        {
            _buffer |= (int)(value & 1) << _filled++;
            if (_filled == 8)
            {
                _bytes.Add((byte)_buffer);
                (_buffer, _filled) = (0, 0);
            }
        }

        return this;
    }

    /// <summary>The only symbol, which takes no bits.</summary>
    public LosslessWriter Code(int symbol) => Bits(0b101, 3).Bits(symbol, 8);

    public byte[] ToArray() => [.. _bytes, .. _filled > 0 ? [(byte)_buffer] : Array.Empty<byte>(), .. new byte[16]];
}
