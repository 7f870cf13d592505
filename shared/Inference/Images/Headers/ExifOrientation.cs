using System.Buffers.Binary;
using ImageClassification.Inference.Images.Tiff;

namespace ImageClassification.Inference.Images.Headers;

/// <summary>
/// Finds EXIF's orientation where Pillow does: a JPEG's first APP1 of EXIF, a PNG's eXIf chunk, a WebP's EXIF chunk.
/// <see href="https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E"/>
/// </summary>
internal static class ExifOrientation
{
    /// <summary>As stored.</summary>
    public const int Upright = 1;

    /// <returns>1 to 8; 1 for an image that says nothing, or nothing sensible.</returns>
    public static int Of(ReadOnlySpan<byte> image, ImageFormat format)
    {
        var exif = format switch
        {
            ImageFormat.Jpeg => InJpeg(image),
            ImageFormat.Png => InChunks(image, 8, "eXIf"u8, bigEndian: true),
            ImageFormat.WebP when SaysExif(image) => InChunks(WithoutTrailer(image), 12, "EXIF"u8, bigEndian: false),
            _ => [],
        };
        return Of(new TiffDirectory(exif.StartsWith("Exif\0\0"u8) ? exif[6..] : exif));
    }

    public static int Of(TiffDirectory directory)
    {
        var orientation = directory[TiffTag.Orientation].Or(Upright);
        return orientation is > Upright and <= 8 ? (int)orientation : Upright;
    }

    /// <summary>The extended header's flag, without which libwebp does not look for the chunk.</summary>
    private static bool SaysExif(ReadOnlySpan<byte> webP) => webP.Length > 20 && webP[12..].StartsWith("VP8X"u8) && (webP[20] & 0x08) != 0;

    /// <summary>Bytes after the RIFF's end do not belong to the WebP.</summary>
    private static ReadOnlySpan<byte> WithoutTrailer(ReadOnlySpan<byte> webP) =>
        webP[..(int)Math.Min(webP.Length, 8L + BinaryPrimitives.ReadUInt32LittleEndian(webP[4..]))];

    private static ReadOnlySpan<byte> InJpeg(ReadOnlySpan<byte> image)
    {
        const byte app1 = 0xE1;
        const byte startOfScan = 0xDA;
        var position = 2;
        while (position + 4 <= image.Length && image[position + 1] != startOfScan)
        {
            var marker = image[position + 1];
            if (image[position] != 0xFF || marker is 0x00 or 0xFF)
            {
                position++; // fill bytes, or garbage, which libjpeg skips too
                continue;
            }

            var segment = image[(position + 2)..];
            var length = Math.Min((int)BinaryPrimitives.ReadUInt16BigEndian(segment), segment.Length);
            if (marker == app1 && length > 2 && segment[2..length].StartsWith("Exif\0"u8))
            {
                return segment[2..length];
            }

            position += 2 + length;
        }

        return [];
    }

    /// <summary>PNG: length, type, data, check sum. RIFF: type, length, data, padded to an even length.</summary>
    private static ReadOnlySpan<byte> InChunks(ReadOnlySpan<byte> image, long position, ReadOnlySpan<byte> type, bool bigEndian)
    {
        while (position + 8 <= image.Length)
        {
            var chunk = image[(int)position..];
            var length = bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(chunk) : BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk[(bigEndian ? 4 : 0)..].StartsWith(type))
            {
                return chunk[8..(int)Math.Min(8L + length, chunk.Length)];
            }

            position += 8L + length + (bigEndian ? 4 : length & 1);
        }

        return [];
    }
}
