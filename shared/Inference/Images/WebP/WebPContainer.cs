using System.Buffers.Binary;
using System.Diagnostics;
using ImageClassification.Contracts;

namespace ImageClassification.Inference.Images.WebP;

/// <summary>
/// Finds the first frame in a WebP's chunks. Rejects the same as libwebp's demuxer, with which Pillow opens a WebP: all chunks are
/// looked at, and what is behind their end is not.
/// <see href="https://developers.google.com/speed/webp/docs/riff_container"/>
/// </summary>
internal ref struct WebPContainer
{
    private const int FirstChunk = 12;
    private const byte AnimationFlag = 0x02;
    private const byte AlphaFlag = 0x10;
    private const byte KnownFlags = 0x3E;

    private readonly ReadOnlySpan<byte> _file;
    private int _position = FirstChunk;

    private WebPContainer(ReadOnlySpan<byte> file) => _file = file;

    public static Outcome<ImageHeader> ReadHeader(ReadOnlySpan<byte> file) => Read(file) switch
    {
        Outcome<WebPFrame>.Ok(var frame) => new ImageHeader(ImageFormat.WebP, frame.CanvasWidth, frame.CanvasHeight),
        Outcome<WebPFrame>.Refused(var error) => error,
        _ => throw new UnreachableException(),
    };

    public static Outcome<WebPFrame> Read(ReadOnlySpan<byte> file)
    {
        var length = file.Length < FirstChunk ? long.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) + 8L;
        if (length > file.Length)
        {
            return ImageErrors.Corrupt("The WebP is cut off");
        }

        return new WebPContainer(file[..(int)length]).TryRead(out var frame)
            ? frame
            : ImageErrors.Corrupt("The WebP's chunks are damaged, cut off, or do not belong together");
    }

    private bool TryRead(out WebPFrame frame)
    {
        frame = default;
        if (!WebPChunk.TryRead(_file, _position, out var chunk))
        {
            return false;
        }

        if (chunk.Is("VP8X"u8))
        {
            _position = chunk.End;
            return chunk.Length >= 10 && TryReadExtended(chunk.Data, out frame);
        }

        var isRead = chunk.IsPicture && TryReadFrame(withAlpha: false, out frame);
        frame = frame with { CanvasWidth = frame.Width, CanvasHeight = frame.Height };
        return isRead;
    }

    private bool TryReadExtended(ReadOnlySpan<byte> header, out WebPFrame first)
    {
        first = default;
        if ((header[0] & ~KnownFlags) != 0)
        {
            return false;
        }

        var isAnimated = (header[0] & AnimationFlag) != 0;
        var (width, height) = (UInt24(header[4..]) + 1, UInt24(header[7..]) + 1);
        var hasAnimation = false;
        do
        {
            if (!WebPChunk.TryRead(_file, _position, out var chunk))
            {
                return false;
            }

            var frame = default(WebPFrame);
            var isInPlace = true;
            if (chunk.IsPicture || chunk.Is("ALPH"u8))
            {
                var isAlone = !isAnimated && !hasAnimation && first == default;
                isInPlace = isAlone && TryReadFrame((header[0] & AlphaFlag) != 0, out frame) && frame.Width == width && frame.Height == height;
            }
            else if (chunk.Is("ANMF"u8))
            {
                isInPlace = isAnimated && hasAnimation && TryReadAnimationFrame(chunk, out frame)
                    && frame.Left + frame.Width <= width && frame.Top + frame.Height <= height;
            }
            else
            {
                isInPlace = !chunk.Is("VP8X"u8) && !(chunk.Is("ANIM"u8) && chunk.Data.Length < 6);
                hasAnimation |= chunk.Is("ANIM"u8);
                _position = chunk.End;
            }

            if (!isInPlace)
            {
                return false;
            }

            if (first == default && frame.Width > 0)
            {
                first = frame with { CanvasWidth = width, CanvasHeight = height };
            }
        }
        while (_position < _file.Length);

        return first != default;
    }

    private bool TryReadAnimationFrame(WebPChunk chunk, out WebPFrame frame)
    {
        const int headerLength = 16;
        frame = default;
        if (chunk.Data.Length < headerLength)
        {
            return false;
        }

        _position = chunk.Start + WebPChunk.HeaderLength + headerLength;
        var isRead = TryReadFrame(withAlpha: true, out frame) && _position <= chunk.End;
        if (frame.Width > 0)
        {
            frame = frame with { Left = 2 * UInt24(chunk.Data), Top = 2 * UInt24(chunk.Data[3..]) };
        }

        return isRead;
    }

    /// <summary>The picture and its alpha channel, each once; an animation's frame may lack both.</summary>
    private bool TryReadFrame(bool withAlpha, out WebPFrame frame)
    {
        frame = default;
        WebPChunk alpha = default, picture = default;
        do
        {
            if (!WebPChunk.TryRead(_file, _position, out var chunk))
            {
                return false;
            }

            if (chunk.Is("ALPH"u8) && !alpha.Exists)
            {
                alpha = chunk;
            }
            else if (chunk.Is("VP8L"u8) && alpha.Exists)
            {
                return false; // it has an alpha channel of its own
            }
            else if (chunk.IsPicture && !picture.Exists)
            {
                picture = chunk;
            }
            else
            {
                break;
            }

            _position = chunk.End;
        }
        while (_position < _file.Length);

        if (!picture.Exists)
        {
            return !alpha.Exists;
        }

        var isRead = picture.TryReadSize(out var width, out var height) && !(withAlpha && alpha.Start > picture.Start);
        var first = withAlpha && alpha.Exists ? alpha : picture;
        frame = new WebPFrame(0, 0, width, height) { Chunks = first.Start..picture.End, Lossless = first.Lossless };
        return isRead;
    }

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
