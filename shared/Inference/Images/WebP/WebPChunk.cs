using System.Buffers.Binary;

namespace ImageClassification.Inference.Images.WebP;

/// <summary>Four letters, the length of the data, and the data, padded to an even length.</summary>
internal readonly ref struct WebPChunk
{
    public const int HeaderLength = 8;

    private WebPChunk(ReadOnlySpan<byte> bytes, int start)
    {
        Bytes = bytes;
        Start = start;
    }

    public int Start { get; }

    public int End => Start + Bytes.Length;

    /// <summary>Whether it was read.</summary>
    public bool Exists => End > 0;

    /// <summary>Of the data, in bytes, without the padding.</summary>
    public uint Length => BinaryPrimitives.ReadUInt32LittleEndian(Bytes[4..]);

    /// <summary>With the padding.</summary>
    public ReadOnlySpan<byte> Data => Bytes[HeaderLength..];

    /// <summary>A picture's bits, lossless or lossy.</summary>
    public bool IsPicture => Is("VP8L"u8) || Is("VP8 "u8);

    /// <summary>The lossless stream, after its header in a picture or an alpha channel; empty if there is none.</summary>
    public Range Lossless =>
        Is("VP8L"u8) ? (Start + HeaderLength + 5)..End
        : Is("ALPH"u8) && Data is [var flags, ..] && (flags & 3) == 1 ? (Start + HeaderLength + 1)..End
        : default;

    private ReadOnlySpan<byte> Bytes { get; }

    /// <returns>False, where no whole chunk begins there.</returns>
    public static bool TryRead(ReadOnlySpan<byte> file, int start, out WebPChunk chunk)
    {
        chunk = default;
        if (file.Length - start < HeaderLength)
        {
            return false;
        }

        long length = BinaryPrimitives.ReadUInt32LittleEndian(file[(start + 4)..]);
        length += HeaderLength + (length & 1);
        if (length > file.Length - start)
        {
            return false;
        }

        chunk = new WebPChunk(file.Slice(start, (int)length), start);
        return true;
    }

    public bool Is(ReadOnlySpan<byte> type) => Bytes.StartsWith(type);

    /// <summary>Of a picture. False, where its header is none that libwebp reads.</summary>
    public bool TryReadSize(out int width, out int height)
    {
        width = height = 0;
        if (Is("VP8L"u8) && Data is [0x2F, _, _, _, < 0x20, ..]) // above: the version
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(Data[1..]);
            width = (int)(bits & 0x3FFF) + 1;
            height = (int)((bits >> 14) & 0x3FFF) + 1;
        }
        else if (Is("VP8 "u8) && Data is [_, _, _, 0x9D, 0x01, 0x2A, _, _, _, _, ..])
        {
            var frame = Data[0] | (Data[1] << 8) | (Data[2] << 16);
            var isShownKeyFrame = (frame & 0x11) == 0x10;
            var profile = (frame >> 1) & 7;
            var firstPartition = frame >> 5;
            if (isShownKeyFrame && profile <= 3 && firstPartition < Length)
            {
                width = BinaryPrimitives.ReadUInt16LittleEndian(Data[6..]) & 0x3FFF;
                height = BinaryPrimitives.ReadUInt16LittleEndian(Data[8..]) & 0x3FFF;
            }
        }

        return width > 0 && height > 0;
    }
}
