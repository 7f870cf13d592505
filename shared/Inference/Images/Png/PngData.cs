namespace ImageClassification.Inference.Images.Png;

/// <summary>The data of consecutive IDAT chunks. Reads memory that must stay pinned meanwhile.</summary>
/// <param name="png">The whole file.</param>
/// <param name="length">Its length.</param>
/// <param name="start">Where the first IDAT chunk starts.</param>
internal sealed unsafe class PngData(byte* png, int length, long start) : Stream
{
    /// <summary>Size of the pieces that Pillow passes to zlib; a piece does not continue in the next chunk.</summary>
    private const int PieceLength = 64 * 1024;

    private long _position;
    private long _left;
    private long _leftOfPiece;

    /// <summary>Bytes that were given.</summary>
    public long Taken { get; private set; }

    /// <summary>Whether more was asked for than there is.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>Gives no more than the rest of the present piece.</summary>
    public bool EndsWithPiece { get; set; }

    /// <summary>Where the present chunk ends.</summary>
    public long ChunkEnd { get; private set; } = start;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        while (_leftOfPiece == 0)
        {
            if (EndsWithPiece || !NextPiece())
            {
                IsExhausted = true;
                return 0;
            }
        }

        var count = (int)Math.Min(Math.Min(buffer.Length, _leftOfPiece), length - _position);
        if (count <= 0)
        {
            IsExhausted = true;
            return 0;
        }

        new ReadOnlySpan<byte>(png + _position, count).CopyTo(buffer);
        _position += count;
        Taken += count;
        _left -= count;
        _leftOfPiece -= count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool NextPiece()
    {
        if (_left == 0)
        {
            if (!PngChunk.TryRead(new ReadOnlySpan<byte>(png, length), ChunkEnd, out var next) || !next.Is("IDAT"u8))
            {
                return false;
            }

            _position = next.Start + PngChunk.HeaderLength;
            _left = next.Length;
            ChunkEnd = next.End;
        }

        _leftOfPiece = Math.Min(_left, PieceLength);
        return true;
    }
}
