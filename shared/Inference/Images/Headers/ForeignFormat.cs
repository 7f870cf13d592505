using System.Text;
using ImageClassification.Contracts;

namespace ImageClassification.Inference.Images.Headers;

/// <summary>Says of bytes that are no supported image what they look like, as far as that is obvious.</summary>
internal static class ForeignFormat
{
    private const int Inspected = 512;

    private static readonly string Remedy = $"Upload a {ImageFormats.All}";

    public static Outcome<ImageHeader> Refuse(ReadOnlySpan<byte> bytes) =>
        bytes.IsEmpty
            ? ImageErrors.Unsupported("The file is empty (0 bytes)", Remedy)
            : ImageErrors.Unsupported($"Not a supported image: it looks like {Name(bytes)}", Remedy);

    /// <summary>Of a TIFF: a camera's, whose first image is not the photograph.</summary>
    public static bool IsRaw(ReadOnlySpan<byte> tiff) => Signatures.NameOf(tiff) is not null || TiffKind.RawOf(tiff) is not null;

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

    private static string Name(ReadOnlySpan<byte> bytes) =>
        Signatures.NameOf(bytes) ?? TiffKind.RawOf(bytes) ?? bytes switch
        {
            [(byte)'P', >= (byte)'1' and <= (byte)'7', (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n', ..] => "PPM, or another of Netpbm's formats",
            [0, 0, 1, 0, > 0, 0, ..] => "ICO",
            [0, 0, 2, 0, > 0, 0, ..] => "CUR",
            { Length: > 262 } when bytes[257..].StartsWith("ustar"u8) => "a tar archive",
            _ when IsTarga(bytes) => "TGA",
            _ when IsText(bytes) => NameText(bytes[..Math.Min(bytes.Length, Inspected)]),
            _ => "an unknown format",
        };

    /// <summary>
    /// It has no signature but at the end, and not always: colour map, kind, size and depth must be possible.
    /// <see href="https://www.dca.fee.unicamp.br/~martino/disciplinas/ia978/tgaffs.pdf"/>
    /// </summary>
    private static bool IsTarga(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 18
        && bytes[1] <= 1
        && bytes[2] is 1 or 2 or 3 or 9 or 10 or 11
        && (bytes[1] == 1 || !bytes[3..8].ContainsAnyExcept((byte)0))
        && bytes[12..14].ContainsAnyExcept((byte)0)
        && bytes[14..16].ContainsAnyExcept((byte)0)
        && bytes[16] is 8 or 15 or 16 or 24 or 32
        && (bytes[17] & 0xC0) == 0;

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
}
