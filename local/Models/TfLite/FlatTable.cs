using System.Runtime.InteropServices;
using System.Text;

namespace ImageClassification.Models.TfLite;

/// <summary>
/// A table of a FlatBuffer. Fields are numbered in the order of the schema; a union takes two, for its type and its value.
/// <see href="https://flatbuffers.dev/internals/"/>
/// </summary>
/// <param name="buffer">Null for a table that is absent, whose fields are all absent.</param>
internal readonly struct FlatTable(FlatBuffer? buffer, long at)
{
    public bool IsAbsent => buffer is null;

    public T Value<T>(int field, T absent = default)
        where T : unmanaged =>
        Find(field) is { } found ? buffer!.Read<T>(found) : absent;

    public bool Flag(int field) => Value<byte>(field) != 0;

    public FlatTable Table(int field) => Find(field) is { } found ? Follow(found) : default;

    public string? Text(int field) => Find(field) is null ? null : Encoding.UTF8.GetString(Bytes(field).Span);

    public ReadOnlyMemory<byte> Bytes(int field) => Vector(field, 1).Elements;

    public T[] Values<T>(int field)
        where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(Vector(field, Marshal.SizeOf<T>()).Elements.Span).ToArray();

    public FlatTable[] Tables(int field)
    {
        var (self, (start, elements)) = (this, Vector(field, sizeof(uint)));
        return [.. Enumerable.Range(0, elements.Length / sizeof(uint)).Select(index => self.Follow(start + (index * sizeof(uint))))];
    }

    private (long Start, ReadOnlyMemory<byte> Elements) Vector(int field, int size)
    {
        if (Find(field) is not { } found)
        {
            return default;
        }

        var vector = found + buffer!.Read<uint>(found);
        return (vector + sizeof(uint), buffer.Slice(vector + sizeof(uint), (long)buffer.Read<uint>(vector) * size));
    }

    private FlatTable Follow(long reference) => new(buffer, reference + buffer!.Read<uint>(reference));

    private long? Find(int field)
    {
        if (buffer is null)
        {
            return null;
        }

        var fields = at - buffer.Read<int>(at);
        var entry = (field + 2) * sizeof(ushort); // behind the sizes of the list of fields and of the table
        var offset = entry + sizeof(ushort) > buffer.Read<ushort>(fields) ? 0 : buffer.Read<ushort>(fields + entry);
        return offset == 0 ? null : at + offset;
    }
}
