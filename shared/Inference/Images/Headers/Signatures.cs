namespace ImageClassification.Inference.Images.Headers;

/// <summary>First bytes of unsupported files; a character is a byte, and <c>?</c> is any.</summary>
internal static class Signatures
{
    private static readonly (string Start, string Name)[] Known =
    [
        ("II*\0????CR", "a RAW photograph (CR2)"),
        ("FUJIFILMCCD-RAW", "a RAW photograph (RAF)"),
        ("IIRO", "a RAW photograph (ORF)"),
        ("IIRS", "a RAW photograph (ORF)"),
        ("MMOR", "a RAW photograph (ORF)"),
        ("IIU\0", "a RAW photograph (RW2)"),
        ("FOVb", "a RAW photograph (X3F)"),
        ("\0MRM", "a RAW photograph (MRW)"),
        ("????ftypcrx ", "a RAW photograph (CR3)"),
        ("II+\0", "BigTIFF"),
        ("MM\0+", "BigTIFF"),
        ("\0\0\0\fjP  \r\n\u0087\n", "JPEG 2000"),
        ("\u00FF\u004F\u00FF\u0051", "JPEG 2000"),
        ("\0\0\0\fJXL \r\n\u0087\n", "JPEG XL"),
        ("\u00FF\n", "JPEG XL"),
        ("8BPS", "PSD (Photoshop)"),
        ("gimp xcf", "XCF (GIMP)"),
        ("#?RADIANCE", "Radiance HDR"),
        ("v/1\u0001", "OpenEXR"),
        ("DDS ", "DDS"),
        ("qoif", "QOI"),
        ("icns", "ICNS"),
        ("%PDF", "PDF"),
        ("%!PS", "PostScript"),
        ("\u00C5\u00D0\u00D3\u00C6", "PostScript"),
        ("RIFF????AVI ", "a video (AVI)"),
        ("\u001AE\u00DF\u00A3", "a video (MKV or WebM)"),
        ("????ftypj2k", "HEIF of JPEG 2000"),
        ("????ftypjpeg", "HEIF of JPEG"),
        ("????ftypavc", "HEIF of H.264"),
        ("????ftypvvi", "HEIF of H.266"),
        ("????ftyp", "a video (MP4 or MOV)"),
        ("????moov", "a video (MOV)"),
        ("????mdat", "a video (MOV)"),
        ("????wide", "a video (MOV)"),
        ("\0\0\u0001\u00BA", "a video (MPEG)"),
        ("\0\0\u0001\u00B3", "a video (MPEG)"),
        ("FLV\u0001", "a video (FLV)"),
        ("0&\u00B2u\u008Ef\u00CF\u0011", "a video (WMV)"),
        ("RIFF????WAVE", "a sound (WAV)"),
        ("ID3", "a sound (MP3)"),
        ("OggS", "a sound (Ogg)"),
        ("PK\u0003\u0004", "a ZIP archive, or a document that is one"),
        ("PK\u0005\u0006", "a ZIP archive, which is empty"),
        ("\u001F\u008B", "a gzip archive"),
        ("BZh", "a bzip2 archive"),
        ("\u00FD7zXZ\0", "an xz archive"),
        ("(\u00B5/\u00FD", "a Zstandard archive"),
        ("7z\u00BC\u00AF'\u001C", "a 7z archive"),
        ("Rar!\u001A\u0007", "a RAR archive"),
        ("\u00D0\u00CF\u0011\u00E0", "an Office document"),
        ("\0\u0005\u0016\u0007", "an AppleDouble file, which macOS writes beside the real one"),
    ];

    /// <returns>Null where none fits.</returns>
    public static string? NameOf(ReadOnlySpan<byte> bytes)
    {
        foreach (var (start, name) in Known)
        {
            if (Fits(bytes, start))
            {
                return name;
            }
        }

        return null;
    }

    private static bool Fits(ReadOnlySpan<byte> bytes, string start)
    {
        for (var i = 0; i < start.Length; i++)
        {
            if (i >= bytes.Length || (start[i] != '?' && start[i] != bytes[i]))
            {
                return false;
            }
        }

        return true;
    }
}
