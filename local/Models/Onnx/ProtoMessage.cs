using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace ImageClassification.Models.Onnx;

/// <summary>A protobuf message, read field by field. Other bytes give useless fields. <see href="https://protobuf.dev/programming-guides/encoding/"/></summary>
internal sealed class ProtoMessage(ReadOnlyMemory<byte> bytes)
{
    private readonly List<(int Field, ulong Number, ReadOnlyMemory<byte> Bytes)> _fields = [.. Read(bytes)];

    public IEnumerable<ProtoMessage> Messages(int field) => All(field).Select(message => new ProtoMessage(message));

    public IEnumerable<string> Texts(int field) => All(field).Select(text => Encoding.UTF8.GetString(text.Span));

    public string Text(int field) => Texts(field).LastOrDefault("");

    public ReadOnlyMemory<byte> Bytes(int field) => All(field).LastOrDefault();

    public ulong Number(int field) => _fields.LastOrDefault(each => each.Field == field).Number;

    /// <summary>Of integers, packed or one by one.</summary>
    public IEnumerable<long> Numbers(int field) => _fields.Where(each => each.Field == field)
        .SelectMany(each => each.Bytes.IsEmpty ? [(long)each.Number] : Packed(each.Bytes));

    /// <summary>Of numbers of a fixed size, packed or one by one.</summary>
    public T[] Fixed<T>(int field)
        where T : unmanaged => [.. _fields.Where(each => each.Field == field).SelectMany(each => MemoryMarshal.Cast<byte, T>(
            each.Bytes.IsEmpty
                ? BitConverter.GetBytes(each.Number).AsSpan(0, Marshal.SizeOf<T>())
                : each.Bytes.Span[..(each.Bytes.Length / Marshal.SizeOf<T>() * Marshal.SizeOf<T>())]).ToArray())];

    private IEnumerable<ReadOnlyMemory<byte>> All(int field) => _fields.Where(each => each.Field == field).Select(each => each.Bytes);

    private static List<long> Packed(ReadOnlyMemory<byte> bytes)
    {
        var numbers = new List<long>();
        for (var position = 0; position < bytes.Length;)
        {
            numbers.Add((long)Varint(bytes.Span, ref position));
        }

        return numbers;
    }

    private static IEnumerable<(int Field, ulong Number, ReadOnlyMemory<byte> Bytes)> Read(ReadOnlyMemory<byte> bytes)
    {
        for (var position = 0; position < bytes.Length;)
        {
            var tag = Varint(bytes.Span, ref position);
            var (field, left) = ((int)(tag >> 3), bytes.Length - position);
            switch (tag & 7)
            {
                case 0:
                    yield return (field, Varint(bytes.Span, ref position), default);
                    break;
                case 1 when left >= 8:
                    yield return (field, BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span[position..]), default);
                    position += 8;
                    break;
                case 2 when Varint(bytes.Span, ref position) is var length && length <= (ulong)(bytes.Length - position):
                    yield return (field, 0, bytes.Slice(position, (int)length));
                    position += (int)length;
                    break;
                case 5 when left >= 4:
                    yield return (field, BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[position..]), default);
                    position += 4;
                    break;
                default:
                    yield break;
            }
        }
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int position)
    {
        var value = 0UL;
        for (var shift = 0; position < bytes.Length; shift += 7)
        {
            var part = bytes[position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                break;
            }
        }

        return value;
    }
}
