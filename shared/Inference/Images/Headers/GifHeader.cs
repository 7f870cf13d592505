using System.Buffers.Binary;

namespace ImageClassification.Inference.Images.Headers;

/// <summary>Reads a GIF's canvas and where its first frame lies on it. <see href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt"/></summary>
internal static class GifHeader
{
    public static Outcome<ImageHeader> Read(ReadOnlySpan<byte> image)
    {
        if (GifFirstFrame.Find(image) is not { } frame)
        {
            return ImageErrors.Corrupt("The GIF ends before its first frame");
        }

        int width = BinaryPrimitives.ReadUInt16LittleEndian(image[6..]);
        int height = BinaryPrimitives.ReadUInt16LittleEndian(image[8..]);
        if (width == 0 || height == 0 || frame.Width == 0 || frame.Height == 0)
        {
            return ImageErrors.Corrupt($"The GIF's header claims {width} × {height} pixels, of which its first frame fills {frame.Width} × {frame.Height}");
        }

        if (frame.PaletteLength == 0)
        {
            return ImageErrors.Unsupported("A GIF without colours (it has no palette)", "Save it as PNG");
        }

        return frame.Left + frame.Width > width || frame.Top + frame.Height > height
            ? ImageErrors.Corrupt($"The GIF's first frame does not lie on its canvas of {width} × {height} pixels")
            : new ImageHeader(ImageFormat.Gif, width, height);
    }
}
