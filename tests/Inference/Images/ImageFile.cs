using System.Buffers.Binary;
using ImageClassification.Contracts;
using ImageClassification.Inference.Images;

namespace ImageClassification.Inference.Tests.Images;

internal static class ImageFile
{
    private const int BmpHeader = 54;

    /// <summary>One of golden/images.</summary>
    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Repository.Golden, "images", name));

    /// <summary>Header check and decoding.</summary>
    public static Outcome<RgbImage> Decode(ReadOnlySpan<byte> image, long maxPixels = 1_000_000) => HeaderCheck.Read(image, maxPixels) switch
    {
        Outcome<ImageHeader>.Ok(var header) => ImageDecoder.Decode(image, header),
        Outcome<ImageHeader>.Refused(var error) => error,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>One of cases, which went wrong once.</summary>
    public static byte[] Case(string name) => File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Inference", "Images", "cases", name));

    /// <summary>The error of an image that passes the header check and does not decode.</summary>
    public static PredictionError Refuse(ReadOnlySpan<byte> image)
    {
        var header = HeaderCheck.Read(image, 1_000_000).ShouldBeOfType<Outcome<ImageHeader>.Ok>().Value;
        return ImageDecoder.Decode(image, header).ShouldBeOfType<Outcome<RgbImage>.Refused>().Error;
    }

    /// <summary>A BMP of 5 × 3 pixels.</summary>
    public static byte[] OneColour(byte red, byte green, byte blue)
    {
        const int rowLength = 16; // 5 pixels of 3 bytes, padded to a multiple of 4
        var bytes = new byte[BmpHeader + (3 * rowLength)];
        "BM"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(2), bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(10), BmpHeader);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(18), 5);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(22), 3);
        bytes[26] = 1;
        bytes[28] = 24;
        for (var row = BmpHeader; row < bytes.Length; row += rowLength)
        {
            for (var pixel = 0; pixel < 5; pixel++)
            {
                ((ReadOnlySpan<byte>)[blue, green, red]).CopyTo(bytes.AsSpan(row + (3 * pixel)));
            }
        }

        return bytes;
    }
}
