using System.Text;

namespace ImageClassification.Inference.Images.Headers;

/// <summary>Says of bytes that are no supported image what they look like, as far as that is obvious.</summary>
internal static class ForeignFormat
{
    private const string Supported = "Upload a JPEG, PNG, GIF, WebP or BMP";
    private const int Inspected = 512;

    private static readonly byte[][] HeifBrands =
        ["avif"u8.ToArray(), "avis"u8.ToArray(), "heic"u8.ToArray(), "heix"u8.ToArray(), "heim"u8.ToArray(), "hevc"u8.ToArray(), "mif1"u8.ToArray(), "msf1"u8.ToArray()];

    public static Outcome<ImageHeader> Refuse(ReadOnlySpan<byte> bytes) =>
        bytes.IsEmpty
            ? ImageErrors.Unsupported("The file is empty (0 bytes)", Supported)
            : ImageErrors.Unsupported($"Not a supported image: it looks like {Name(bytes)}", Supported);

    private static string Name(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..])
        {
            return "TIFF";
        }

        if (bytes.StartsWith("%PDF"u8))
        {
            return "PDF";
        }

        if (bytes.Length >= 12 && bytes[4..].StartsWith("ftyp"u8))
        {
            var brand = bytes[8..12].ToArray();
            return Array.Exists(HeifBrands, known => known.AsSpan().SequenceEqual(brand)) ? "HEIC or AVIF" : "a video (MP4)";
        }

        return IsText(bytes) ? NameText(bytes[..Math.Min(bytes.Length, Inspected)]) : "no format that is known here";
    }

    private static string NameText(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        if (text.Contains("<svg", StringComparison.OrdinalIgnoreCase))
        {
            return "SVG, which is never rendered";
        }

        return text.Contains("<html", StringComparison.OrdinalIgnoreCase) || text.Contains("<!doctype html", StringComparison.OrdinalIgnoreCase)
            ? "an HTML page"
            : "text";
    }

    /// <summary>No control characters but white space; bytes above 127 may be UTF-8.</summary>
    public static bool IsText(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes[..Math.Min(bytes.Length, Inspected)])
        {
            if (value is < 32 and not (9 or 10 or 12 or 13))
            {
                return false;
            }
        }

        return true;
    }
}
