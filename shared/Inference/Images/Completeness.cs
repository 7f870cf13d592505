using System.Buffers.Binary;

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
        ImageFormat.WebP => BinaryPrimitives.ReadUInt32LittleEndian(image[4..]) > image.Length - 8, // RIFF's own length
        _ => false, // the decoder tells
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
}
