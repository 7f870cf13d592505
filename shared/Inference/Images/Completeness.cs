using System.Buffers.Binary;
using ImageClassification.Inference.Images.Headers;

namespace ImageClassification.Inference.Images;

/// <summary>
/// Whether a file reaches its own end. ImageSharp fills in what is missing of a file that is cut off, and a prediction
/// must not rest on that.
/// </summary>
internal static class Completeness
{
    public static bool IsCutOff(ReadOnlySpan<byte> image, ImageFormat format) => format switch
    {
        ImageFormat.Png => !HasEndChunk(image),
        ImageFormat.Gif => !HasFrameEnd(image),
        ImageFormat.Bmp => LacksRows(image),
        _ => false, // libjpeg and libwebp tell by themselves
    };

    private static bool HasEndChunk(ReadOnlySpan<byte> png)
    {
        const int framing = 4 + 4 + 4; // length, type and check sum
        long position = 8;
        while (position + framing <= png.Length)
        {
            var chunk = png[(int)position..];
            if (chunk[4..].StartsWith("IEND"u8))
            {
                return true;
            }

            position += framing + BinaryPrimitives.ReadUInt32BigEndian(chunk);
        }

        return false;
    }

    private static bool HasFrameEnd(ReadOnlySpan<byte> gif)
    {
        var position = GifFirstFrame.Find(gif)!.Value.DataStart + 1; // after the code size: blocks, the last of length 0
        while (position < gif.Length && gif[position] != 0)
        {
            position += 1 + gif[position];
        }

        return position < gif.Length;
    }

    /// <summary>Of an uncompressed bitmap, whose length follows from its header.</summary>
    private static bool LacksRows(ReadOnlySpan<byte> bmp)
    {
        var offset = BinaryPrimitives.ReadUInt32LittleEndian(bmp[10..]);
        var isCore = BinaryPrimitives.ReadUInt32LittleEndian(bmp[14..]) == 12;
        if (!isCore && (bmp.Length < 34 || BinaryPrimitives.ReadUInt32LittleEndian(bmp[30..]) is 1 or 2))
        {
            return false; // run lengths: the decoder must tell
        }

        long width = isCore ? BinaryPrimitives.ReadUInt16LittleEndian(bmp[18..]) : BinaryPrimitives.ReadInt32LittleEndian(bmp[18..]);
        var height = isCore ? BinaryPrimitives.ReadUInt16LittleEndian(bmp[20..]) : Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(bmp[22..]));
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(bmp[(isCore ? 24 : 28)..]);
        var stride = ((width * bits) + 31) / 32 * 4;
        return offset + (stride * (height - 1)) + (((width * bits) + 7) / 8) > bmp.Length; // the last row may lack its padding
    }
}
