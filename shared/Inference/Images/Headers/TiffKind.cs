using System.Text;
using ImageClassification.Inference.Images.Tiff;

namespace ImageClassification.Inference.Images.Headers;

/// <summary>Tells RAW photographs, most of which are TIFF by their first bytes, from TIFF. <see href="https://exiftool.org/TagNames/EXIF.html"/></summary>
internal static class TiffKind
{
    /// <returns>Null if it is not a TIFF of either byte order, or is just a TIFF.</returns>
    public static string? RawOf(ReadOnlySpan<byte> bytes)
    {
        var directory = new TiffDirectory(bytes);
        if (directory[TiffTag.DngVersion].Bytes.Length > 0)
        {
            return "a RAW photograph (DNG)";
        }

        // Its image is a small copy of another.
        if (directory[TiffTag.SubfileType].Or(0) != 1 || directory[TiffTag.SubDirectories].Count == 0)
        {
            return null;
        }

        var make = directory[TiffTag.Make].Bytes;
        var kind = Encoding.Latin1.GetString(make[..Math.Min(make.Length, 4)]).ToUpperInvariant() switch
        {
            "NIKO" => "NEF",
            "SONY" => "ARW",
            "PENT" or "RICO" => "PEF",
            "SAMS" => "SRW",
            _ => "of a camera",
        };
        return $"a RAW photograph ({kind})";
    }
}
