using System.Buffers.Binary;
using ImageClassification.Contracts;
using ImageClassification.Inference.Images.Gif;

namespace ImageClassification.Inference.Images.Headers;

/// <summary>Reads a GIF's canvas, which its first frame may reach over. <see href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt"/></summary>
internal static class GifHeader
{
    public static Outcome<ImageHeader> Read(ReadOnlySpan<byte> image)
    {
        if (GifFirstFrame.Find(image) is not { } frame)
        {
            return ImageErrors.Corrupt("The GIF ends, or is damaged, before its first frame");
        }

        if (frame.Width == 0 || frame.Height == 0)
        {
            return ImageErrors.Corrupt($"The GIF's first frame claims {frame.Width} × {frame.Height} pixels");
        }

        var width = Math.Max(BinaryPrimitives.ReadUInt16LittleEndian(image[6..]), frame.Left + frame.Width);
        var height = Math.Max(BinaryPrimitives.ReadUInt16LittleEndian(image[8..]), frame.Top + frame.Height);
        return new ImageHeader(ImageFormat.Gif, width, height);
    }
}
