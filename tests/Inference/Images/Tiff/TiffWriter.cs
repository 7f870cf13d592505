using System.Buffers.Binary;
using ImageClassification.Inference.Images.Tiff;

namespace ImageClassification.Inference.Tests.Images.Tiff;

/// <summary>Writes a TIFF: grey, of 8 bits and one row, unless told otherwise. All fields are LONG.</summary>
internal sealed class TiffWriter
{
    private const int HeaderLength = 8;
    private const int EntryLength = 12;

    private readonly SortedDictionary<TiffTag, uint[]> _fields = new()
    {
        [TiffTag.Width] = [4],
        [TiffTag.Height] = [1],
        [TiffTag.BitsPerSample] = [8],
        [TiffTag.Photometric] = [1],
        [TiffTag.StripOffsets] = [HeaderLength],
    };

    public TiffWriter With(TiffTag tag, params uint[] values)
    {
        _fields[tag] = values;
        return this;
    }

    public TiffWriter Without(TiffTag tag)
    {
        _fields.Remove(tag);
        return this;
    }

    /// <summary>A square of tiles, whose data stand behind one another.</summary>
    public TiffWriter Tiled(uint side, uint tileSide, int tiles, int length) =>
        Without(TiffTag.StripOffsets)
            .With(TiffTag.Width, side)
            .With(TiffTag.Height, side)
            .With(TiffTag.TileWidth, tileSide)
            .With(TiffTag.TileLength, tileSide)
            .With(TiffTag.TileOffsets, [.. Enumerable.Range(0, tiles).Select(tile => (uint)(HeaderLength + (tile * length)))])
            .With(TiffTag.TileByteCounts, [.. Enumerable.Repeat((uint)length, tiles)]);

    /// <param name="data">From the ninth byte on.</param>
    public byte[] File(byte[] data)
    {
        var (entries, values) = (new List<byte>(), new List<byte>());
        var start = HeaderLength + data.Length;
        var valuesStart = start + 2 + (_fields.Count * EntryLength) + 4;
        foreach (var (tag, numbers) in _fields)
        {
            entries.AddRange([(byte)tag, (byte)((int)tag >> 8), 4, 0, .. Bytes((uint)numbers.Length)]);
            entries.AddRange(Bytes(numbers.Length == 1 ? numbers[0] : (uint)(valuesStart + values.Count)));
            values.AddRange(numbers.Length == 1 ? [] : numbers.SelectMany(Bytes));
        }

        return [.. "II*\0"u8, .. Bytes((uint)start), .. data, (byte)_fields.Count, 0, .. entries, 0, 0, 0, 0, .. values];
    }

    private static byte[] Bytes(uint number)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        return bytes;
    }
}
