using System.IO.Compression;

namespace ImageClassification.Inference.Images.Png;

/// <summary>Decompresses rows and undoes their filters. Holds three rows, regardless of the file's claims.</summary>
internal sealed class PngRows : IDisposable
{
    private readonly PngData _data;
    private readonly ZLibStream _zlib;
    private readonly int _pixelLength;
    private readonly PixelBuffer _filtered;
    private PixelBuffer _above;
    private PixelBuffer _row;

    /// <param name="data">Disposed with this.</param>
    /// <param name="bitsPerPixel">As stored.</param>
    /// <param name="width">The longest row, in pixels.</param>
    public PngRows(PngData data, int bitsPerPixel, int width)
    {
        _data = data;
        _zlib = new ZLibStream(data, CompressionMode.Decompress);
        _pixelLength = (bitsPerPixel + 7) / 8;
        var length = 1 + (int)((((long)width * bitsPerPixel) + 7) / 8) + PngFilter.Slack;
        _filtered = new PixelBuffer(length);
        _above = new PixelBuffer(length);
        _row = new PixelBuffer(length);
    }

    /// <summary>The row above the first is of zeros.</summary>
    public void StartPass() => _row.Bytes.Clear();

    /// <exception cref="EndOfStreamException">There is no such row.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public ReadOnlySpan<byte> Read(int length)
    {
        (_above, _row) = (_row, _above);
        var filtered = _filtered.Bytes;

        // Without data zlib may still have a row. Pillow does not ask for it then, and takes the file for cut off.
        _ = _zlib.Read([]);
        if (_data.IsExhausted || _zlib.ReadAtLeast(filtered[..(1 + length)], 1 + length, throwOnEndOfStream: false) <= length)
        {
            throw new EndOfStreamException();
        }

        return PngFilter.TryUndo(filtered[0], filtered[1..], _above.Bytes, _row.Bytes, length, _pixelLength)
            ? _row.Bytes[..length]
            : throw new InvalidDataException();
    }

    /// <summary>Checks the data's own check sum where Pillow does: if the piece that ends the last row holds it. What else follows does no harm.</summary>
    /// <exception cref="InvalidDataException">It is wrong.</exception>
    public void CheckEnd()
    {
        var taken = _data.Taken;
        _data.EndsWithPiece = true;
        _ = _zlib.Read([]);
        if (_data.Taken == taken)
        {
            return; // zlib has more than it needed, and went on until there was something to give, or the end
        }

        try
        {
            _ = _zlib.ReadByte();
        }
        catch (InvalidDataException) when (_data.IsExhausted)
        {
            // not all of the check sum is in the piece
        }
    }

    public void Dispose()
    {
        _zlib.Dispose();
        _filtered.Dispose();
        _above.Dispose();
        _row.Dispose();
    }
}
