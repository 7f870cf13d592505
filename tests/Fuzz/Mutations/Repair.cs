using System.Buffers.Binary;
using System.IO.Compression;
using ImageClassification.Inference.Images;

namespace ImageClassification.Fuzz.Mutations;

/// <summary>Makes what is broken look whole to the first checks, so that the code behind them meets it.</summary>
internal static class Repair
{
    private const int Framing = 4 + 4 + 4; // length, type, check sum

    private static readonly uint[] Crcs = [.. Enumerable.Range(0, 256).Select(Crc)];

    /// <summary>PNG's check sums and WebP's total length.</summary>
    public static byte[] Apply(byte[] file, ImageFormat format)
    {
        if (format == ImageFormat.WebP && file.Length > 8)
        {
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        }

        foreach (var chunk in format == ImageFormat.Png ? Layout.Of(file, format).Parts : [])
        {
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(chunk.End - 4), CrcOf(file.AsSpan(chunk.Start + 4, chunk.Length - 8)));
        }

        return file;
    }

    /// <summary>Changes what a PNG's pixels are compressed from; leaves the file alone where they cannot be unpacked.</summary>
    public static byte[] RewritePixels(byte[] png, Func<byte[], byte[]> change)
    {
        var chunks = Layout.Of(png, ImageFormat.Png).Parts.Where(part => png.AsSpan(part.Start + 4).StartsWith("IDAT"u8)).ToList();
        if (chunks.Count == 0)
        {
            return png;
        }

        byte[] packed = [.. chunks.SelectMany(chunk => png[(chunk.Start + 8)..(chunk.End - 4)])];
        try
        {
            using var raw = new MemoryStream();
            using (var unpacking = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress))
            {
                unpacking.CopyTo(raw);
            }

            return [.. png[..chunks[0].Start], .. Chunk("IDAT"u8, Pack(change(raw.ToArray()))), .. png[chunks[^1].End..]];
        }
        catch (InvalidDataException)
        {
            return png;
        }
    }

    public static byte[] Pack(byte[] raw)
    {
        using var packed = new MemoryStream();
        using (var packing = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            packing.Write(raw);
        }

        return packed.ToArray();
    }

    public static byte[] Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[Framing + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), CrcOf(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    /// <summary><see href="https://www.w3.org/TR/png-3/#D-CRCAppendix"/></summary>
    private static uint CrcOf(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = Crcs[(crc ^ value) & 0xFF] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint Crc(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        return crc;
    }
}
