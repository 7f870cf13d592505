using System.Runtime.InteropServices;
using System.Text;

namespace ImageClassification.Models.Tests.TfLite;

/// <summary>Writes a FlatBuffer: a table is its fields by number, whose values are numbers, texts, vectors or tables.</summary>
internal sealed class FlatFile
{
    private readonly List<byte> _bytes = [];

    public static byte[] Of(Dictionary<int, object> root, string identifier)
    {
        var file = new FlatFile();
        file._bytes.AddRange([0, 0, 0, 0, .. Encoding.ASCII.GetBytes(identifier)]);
        file.Refer(0, root);
        return [.. file._bytes];
    }

    private void Refer(int reference, object value)
    {
        Align(sizeof(long));
        var later = new List<(int At, object Value)>();
        var target = value is Dictionary<int, object> table ? Table(table, later) : Vector(value, later);
        Patch(reference, target - reference);
        later.ForEach(one => Refer(one.At, one.Value));
    }

    /// <returns>Where the table starts, behind the list of its fields.</returns>
    private int Table(Dictionary<int, object> table, List<(int At, object Value)> later)
    {
        var count = table.Count == 0 ? 0 : table.Keys.Max() + 1;
        var fields = _bytes.Count;
        _bytes.AddRange(new byte[(count + 2) * sizeof(ushort)]);
        Align(sizeof(long));
        var start = _bytes.Count;
        Add(start - fields);
        foreach (var (field, value) in table)
        {
            Align(value is long or ulong ? sizeof(long) : sizeof(int));
            Patch(fields + ((field + 2) * sizeof(ushort)), (ushort)(_bytes.Count - start));
            Field(value, later);
        }

        Patch(fields, (ushort)((count + 2) * sizeof(ushort)));
        Patch(fields + sizeof(ushort), (ushort)(_bytes.Count - start));
        return start;
    }

    private void Field(object value, List<(int At, object Value)> later)
    {
        switch (value)
        {
            case bool flag: _bytes.Add(flag ? (byte)1 : (byte)0); break;
            case byte number: _bytes.Add(number); break;
            case sbyte number: _bytes.Add((byte)number); break;
            case int number: Add(number); break;
            case float number: Add(number); break;
            case long number: Add(number); break;
            default:
                later.Add((_bytes.Count, value));
                Add(0);
                break;
        }
    }

    private int Vector(object value, List<(int At, object Value)> later)
    {
        var isLong = value is long[];
        if (isLong)
        {
            Add(0); // so that the elements behind the length are aligned
        }

        var start = _bytes.Count;
        switch (value)
        {
            case string text: Elements(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetByteCount(text)); _bytes.Add(0); break;
            case byte[] numbers: Elements(numbers, numbers.Length); break;
            case int[] numbers: Elements(MemoryMarshal.AsBytes(numbers.AsSpan()), numbers.Length); break;
            case float[] numbers: Elements(MemoryMarshal.AsBytes(numbers.AsSpan()), numbers.Length); break;
            case long[] numbers: Elements(MemoryMarshal.AsBytes(numbers.AsSpan()), numbers.Length); break;
            case IEnumerable<Dictionary<int, object>> tables:
                var all = tables.ToList();
                Add(all.Count);
                all.ForEach(table => Field(table, later));
                break;
            default: throw new ArgumentException($"{value.GetType()} is no vector.");
        }

        return start;
    }

    private void Elements(ReadOnlySpan<byte> elements, int count)
    {
        Add(count);
        _bytes.AddRange(elements);
    }

    private void Align(int size) => _bytes.AddRange(new byte[(size - (_bytes.Count % size)) % size]);

    private void Add<T>(T value)
        where T : unmanaged =>
        _bytes.AddRange(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));

    private void Patch<T>(int at, T value)
        where T : unmanaged =>
        MemoryMarshal.Write(CollectionsMarshal.AsSpan(_bytes)[at..], in value);
}
