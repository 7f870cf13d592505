using System.IO.Compression;

namespace ImageClassification.Inference.Images.Tiff;

/// <summary>Reads strips and tiles, one at a time, for each compression.</summary>
internal readonly unsafe ref struct TiffSegments : IDisposable
{
    private readonly ReadOnlySpan<byte> _tiff;
    private readonly TiffField _offsets;
    private readonly TiffField _lengths;
    private readonly ReadOnlySpan<byte> _jpegTables;
    private readonly TiffLayout _layout;
    private readonly PixelBuffer? _unpacked;

    public TiffSegments(ReadOnlySpan<byte> tiff, TiffDirectory directory, TiffLayout layout)
    {
        _tiff = tiff;
        _layout = layout;
        _offsets = directory[layout.IsTiled ? TiffTag.TileOffsets : TiffTag.StripOffsets];
        _lengths = directory[layout.IsTiled ? TiffTag.TileByteCounts : TiffTag.StripByteCounts];
        _jpegTables = directory[TiffTag.JpegTables].Bytes;
        var isUsedInPlace = layout is { Compression: TiffCompression.None, HasReversedBits: false };
        _unpacked = isUsedInPlace ? null : new PixelBuffer(checked((int)(layout.Stride * layout.SegmentHeight)));
    }

    /// <param name="index">Counted from the left, then from the top, then from the first plane.</param>
    /// <param name="rows">That are wanted; of a tile all are unpacked.</param>
    /// <returns>The rows, valid until the next call.</returns>
    /// <exception cref="InvalidDataException">It is damaged, or outside of the file.</exception>
    public ReadOnlySpan<byte> Read(int index, int rows)
    {
        var unpackedLength = (int)(_layout.Stride * (_layout is { IsTiled: true, Compression: not TiffCompression.None } ? _layout.SegmentHeight : rows));
        var length = _layout.Compression == TiffCompression.None ? unpackedLength : (long)_lengths[index];
        if (_offsets[index] + length > _tiff.Length)
        {
            throw new InvalidDataException("The TIFF is cut off: a strip or tile is outside of the file");
        }

        var packed = _tiff.Slice((int)_offsets[index], (int)length);
        if (_unpacked is null)
        {
            return packed;
        }

        var unpacked = _unpacked.Bytes[..unpackedLength];
        if (_layout.HasReversedBits)
        {
            using var reversed = new PixelBuffer(packed.Length);
            Reverse(packed, reversed.Bytes);
            Unpack(reversed.Bytes, unpacked);
        }
        else
        {
            Unpack(packed, unpacked);
        }

        if (_layout.HasDifferences)
        {
            TiffDifferences.Undo(unpacked, _layout);
        }

        return unpacked;
    }

    public void Dispose() => _unpacked?.Dispose();

    private static void Reverse(ReadOnlySpan<byte> bytes, Span<byte> reversed)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            reversed[i] = (byte)(((bytes[i] * 0x0802 & 0x22110) | (bytes[i] * 0x8020 & 0x88440)) * 0x10101 >> 16);
        }
    }

    private static bool TryInflate(ReadOnlySpan<byte> packed, Span<byte> unpacked)
    {
        fixed (byte* bytes = packed)
        {
            using var stream = new UnmanagedMemoryStream(bytes, packed.Length);
            using var zlib = new ZLibStream(stream, CompressionMode.Decompress);
            var isWhole = zlib.ReadAtLeast(unpacked, unpacked.Length, throwOnEndOfStream: false) == unpacked.Length;
            _ = zlib.ReadByte(); // throws where the check sum is wrong
            return isWhole;
        }
    }

    private void Unpack(ReadOnlySpan<byte> packed, Span<byte> unpacked)
    {
        var isWhole = _layout.Compression switch
        {
            TiffCompression.None => packed.TryCopyTo(unpacked),
            TiffCompression.Lzw => TiffLzw.TryUnpack(packed, unpacked),
            TiffCompression.PackBits => PackBits.TryUnpack(packed, unpacked),
            TiffCompression.Jpeg => TiffJpeg.TryUnpack(_jpegTables, packed, _layout, unpacked),
            _ => TryInflate(packed, unpacked),
        };
        if (!isWhole)
        {
            throw new InvalidDataException("The TIFF's data are damaged, or end before its pixels do");
        }
    }
}
