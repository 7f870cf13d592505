using System.Buffers;
using System.Text;

namespace ImageClassification.Models.TfLite;

/// <summary>A protobuf message that is being written. <see href="https://protobuf.dev/programming-guides/encoding/"/></summary>
internal sealed class OnnxMessage
{
    private const int Fixed32 = 5;
    private const int LengthDelimited = 2;
    private const int VariableLength = 0;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public OnnxMessage Add(int field, long value)
    {
        Tag(field, VariableLength);
        Number((ulong)value);
        return this;
    }

    public OnnxMessage Add(int field, float value)
    {
        Tag(field, Fixed32);
        _bytes.Write(BitConverter.GetBytes(value));
        return this;
    }

    public OnnxMessage Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

    public OnnxMessage Add(int field, OnnxMessage message) => Add(field, message._bytes.WrittenSpan);

    public OnnxMessage Add(int field, ReadOnlySpan<byte> bytes)
    {
        Tag(field, LengthDelimited);
        Number((ulong)bytes.Length);
        _bytes.Write(bytes);
        return this;
    }

    private void Tag(int field, int type) => Number(((ulong)field << 3) | (uint)type);

    private void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.Write([(byte)(value | 0x80)]);
        }

        _bytes.Write([(byte)value]);
    }
}
