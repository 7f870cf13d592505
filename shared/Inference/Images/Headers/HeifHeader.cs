using System.Diagnostics;
using ImageClassification.Contracts;
using ImageClassification.Inference.Images.Heif;

namespace ImageClassification.Inference.Images.Headers;

/// <summary>Reads the size of a HEIC or AVIF, and the memory that its bit streams need in a decoder.</summary>
internal static class HeifHeader
{
    /// <summary>The brands that pillow-heif opens, and AVIF's.</summary>
    private static readonly string[] Brands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1", "avif", "avis"];

    public static bool Fits(ReadOnlySpan<byte> image)
    {
        const int brandEnd = 12;
        if (image.Length < brandEnd || !image[4..].StartsWith("ftyp"u8))
        {
            return false;
        }

        var reader = new HeifReader(image, 8, brandEnd);
        return Brands.Contains(reader.ReadType());
    }

    public static Outcome<ImageHeader> Read(ReadOnlySpan<byte> image) => HeifPicture.Read(image) switch
    {
        Outcome<HeifPicture>.Ok(var picture) => Read(picture),
        Outcome<HeifPicture>.Refused(var error) => error,
        _ => throw new UnreachableException(),
    };

    private static Outcome<ImageHeader> Read(HeifPicture picture)
    {
        var (width, height) = HeifEffort.Size(picture);
        return Math.Max(width, height) > HeaderCheck.MaxSide
            ? ImageErrors.SideTooLong(width, height, HeaderCheck.MaxSide)
            : new ImageHeader(picture.FirstTile.IsHevc ? ImageFormat.Heic : ImageFormat.Avif, (int)picture.Primary.Width, (int)picture.Primary.Height)
            {
                BytesPerPixel = HeifEffort.BytesPerPixel(picture),
                Heif = picture,
            };
    }
}
