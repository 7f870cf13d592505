using System.Buffers.Binary;

namespace ImageClassification.Inference.Images.Headers;

/// <summary>Reads a BMP's DIB header: OS/2's 12 bytes, or Windows' 40 and more. <see href="https://learn.microsoft.com/windows/win32/gdi/bitmap-header-types"/></summary>
internal static class BmpHeader
{
    private const int FileHeader = 14;
    private const int CoreHeader = 12;

    public static Outcome<ImageHeader> Read(ReadOnlySpan<byte> image)
    {
        if (image.Length < FileHeader + CoreHeader)
        {
            return ImageErrors.Corrupt("The BMP ends within its header");
        }

        var header = image[FileHeader..];
        var length = BinaryPrimitives.ReadUInt32LittleEndian(header);
        long width, height;
        if (length == CoreHeader)
        {
            width = BinaryPrimitives.ReadUInt16LittleEndian(header[4..]);
            height = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]);
        }
        else if (length is >= 40 and <= 124)
        {
            width = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
            height = Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(header[8..])); // negative: rows from the top down
        }
        else
        {
            return ImageErrors.Corrupt($"The BMP's header says that it is {length} bytes long, which none is");
        }

        return width <= 0 || height is 0 or > int.MaxValue
            ? ImageErrors.Corrupt($"The BMP's header claims {width} × {height} pixels")
            : new ImageHeader(ImageFormat.Bmp, (int)width, (int)height);
    }
}
