using ImageClassification.Contracts;
using ImageClassification.Inference.Images.Tiff;

namespace ImageClassification.Inference.Images.Headers;

/// <summary>
/// Reads a TIFF's first directory and refuses what Pillow does not open, or reads otherwise than it is meant.
/// <see href="https://github.com/python-pillow/Pillow/blob/9.4.0/src/PIL/TiffImagePlugin.py"/>, OPEN_INFO
/// </summary>
internal static class TiffHeader
{
    /// <summary>Each takes some microseconds to begin.</summary>
    private const int MostSegments = 65_536;

    /// <summary>A few tables of less than 200 bytes. They are read again for each segment.</summary>
    private const int LongestJpegTables = 4096;

    private const string Remedy = "Save it as a TIFF of 8-bit RGB, uncompressed or with LZW, or as a PNG";

    public static Outcome<ImageHeader> Read(ReadOnlySpan<byte> image)
    {
        var directory = new TiffDirectory(image);
        if (!directory.IsWhole || directory.HasTwins())
        {
            return ImageErrors.Corrupt("The TIFF's first directory is missing, cut off, or lists a field twice");
        }

        var layout = TiffLayout.Of(directory);
        if (layout.Width is 0 or > int.MaxValue || layout.Height is 0 or > int.MaxValue || layout.SegmentWidth == 0 || layout.SegmentHeight == 0)
        {
            return ImageErrors.Corrupt($"The TIFF claims {layout.Width} × {layout.Height} pixels in parts of {layout.SegmentWidth} × {layout.SegmentHeight}");
        }

        if (Unsupported(layout, directory) is { } what)
        {
            return ImageErrors.Unsupported($"A TIFF {what}", Remedy);
        }

        return Problem(layout, directory, image) ?? (Outcome<ImageHeader>)new ImageHeader(ImageFormat.Tiff, (int)layout.Width, (int)layout.Height)
        {
            Channels = layout.Channels,
            BytesPerPixel = layout.Channels + BytesOfSegments(layout),
        };
    }

    private static string? Unsupported(TiffLayout layout, TiffDirectory directory)
    {
        var extra = directory[TiffTag.ExtraSamples];
        var bits = directory[TiffTag.BitsPerSample];
        return layout switch
        {
            { Compression: TiffCompression.OldJpeg } => "of the old kind of JPEG compression",
            { Compression: TiffCompression.Huffman or TiffCompression.Fax3 or TiffCompression.Fax4 } => "of fax compression",
            _ when !Enum.IsDefined(layout.Compression) => $"of compression {(uint)layout.Compression}",
            _ when directory[TiffTag.SampleFormat].Count > 0 && !directory[TiffTag.SampleFormat].HasOnly(1) => "of samples that are not unsigned integers",
            _ when !bits.HasOnly(layout.Bits) || (bits.Count > 1 && bits.Count < layout.Samples) => "whose channels differ in their bits",
            { HasColourTable: true, Bits: 16 } => "of 16-bit grey, which Pillow's convert(\"RGB\"), and so most training code, clips to white",
            { Colour: TiffColour.CieLab } => "of CIELAB colours",
            _ when !HasKnownSamples(layout, extra) =>
                $"of photometric interpretation {(uint)layout.Colour}, {layout.Samples} samples, {extra.Count} of them extra, and {layout.Bits} bits",
            _ when directory[TiffTag.PlanarConfiguration].Or(1) is not (1 or 2) => "of an unknown planar configuration",
            { IsPlanar: true } when !IsKnownPlanar(layout, extra) => $"of {layout.Samples} separate planes of {layout.Bits} bits",
            { Compression: TiffCompression.Jpeg } when layout.Bits != 8 || layout.HasReversedBits => "of JPEG with other than 8 bits in the usual order",
            { Colour: TiffColour.YCbCr } when layout.Compression != TiffCompression.Jpeg || layout.IsPlanar => "of YCbCr that is not one JPEG",
            { HasReversedBits: true } when !(layout.Samples == 1 || (layout.Colour == TiffColour.Rgb && layout is { Samples: 3, Bits: 8 })) =>
                "of several channels and reversed bits",
            { HasDifferences: true, Bits: < 8 } => "of differences of less than 8 bits",
            { IsTiled: true, Bits: < 8 } when layout.SegmentWidth % 8 != 0 => "whose tiles end within a byte",
            _ when IsPacked(layout) && directory[TiffTag.Predictor].Or(1) is not (1 or 2) => "of floating-point differences",
            _ => null,
        };
    }

    private static bool HasKnownSamples(TiffLayout layout, TiffField extra) => layout.Colour switch
    {
        TiffColour.WhiteIsZero => layout.Samples == 1 && extra.Count == 0 && layout.Bits is 1 or 2 or 4 or 8,
        TiffColour.BlackIsZero or TiffColour.Palette => layout.Samples == 1 + extra.Count
            && (extra.Count == 0 ? layout.Bits is 1 or 2 or 4 or 8 : extra is { Count: 1 } && extra[0] == 2 && layout is { Bits: 8, IsPlanar: false }),
        TiffColour.Rgb when layout.Bits == 16 => layout.Samples is 3 or 4 && (extra.Count == 0 || (layout.Samples == 4 && extra.Count == 1 && extra[0] is 0 or 1 or 2)),
        TiffColour.Rgb => layout is { Bits: 8, Samples: >= 3 and <= 6 }
            && (extra.Count == 0 ? layout.Samples <= 4 : layout.Samples == 3 + extra.Count && HasKnownExtra(extra)),
        TiffColour.Cmyk => (layout.Bits == 8 && layout.Samples is >= 4 and <= 6 && layout.Samples == 4 + extra.Count && extra.HasOnly(0))
            || (layout is { Bits: 16, Samples: 4, IsBigEndian: false } && extra.Count == 0),
        TiffColour.YCbCr => layout is { Bits: 8, Samples: 3 } && extra.Count == 0,
        _ => false,
    };

    private static bool HasKnownExtra(TiffField extra)
    {
        for (var i = 1; i < extra.Count; i++)
        {
            if (extra[i] != 0)
            {
                return false;
            }
        }

        return extra[0] is 0 or 1 or 2 || (extra[0] == 999 && extra.Count == 1);
    }

    /// <summary>
    /// Pillow's own reader of uncompressed planes knows 8 bits and four samples; libtiff takes a fourth without a name for a
    /// premultiplying one.
    /// </summary>
    private static bool IsKnownPlanar(TiffLayout layout, TiffField extra) => layout.Compression == TiffCompression.None
        ? layout is { Bits: 8, Samples: 3 or 4, IsPremultiplied: false }
        : layout.Colour != TiffColour.Rgb || layout.Samples == 3 || extra.Count > 0;

    private static bool IsPacked(TiffLayout layout) => layout.Compression is TiffCompression.Lzw or TiffCompression.Deflate or TiffCompression.OldDeflate;

    private static PredictionError? Problem(TiffLayout layout, TiffDirectory directory, ReadOnlySpan<byte> image)
    {
        if (layout.Across * layout.Down * layout.Planes is var segments && segments > MostSegments)
        {
            return ImageErrors.TooManySegments(segments, MostSegments);
        }

        var offsets = directory[layout.IsTiled ? TiffTag.TileOffsets : TiffTag.StripOffsets];
        var lengths = directory[layout.IsTiled ? TiffTag.TileByteCounts : TiffTag.StripByteCounts];
        var isPlain = layout.Compression == TiffCompression.None;
        var stored = layout.Across * layout.Down * (layout.IsPlanar ? layout.Samples : 1);
        if (offsets.Count < segments || (isPlain && offsets.Count > stored) || (!isPlain && lengths.Count < segments))
        {
            return ImageErrors.Corrupt($"The TIFF says where {offsets.Count} strips or tiles are, and has {stored}");
        }

        var sum = 0L;
        for (var i = 0; i < segments && !isPlain; i++)
        {
            sum += lengths[i];
        }

        if (sum > image.Length)
        {
            return ImageErrors.Corrupt("The TIFF's strips or tiles are longer than the file");
        }

        if (directory[TiffTag.JpegTables].Bytes.Length > LongestJpegTables)
        {
            return ImageErrors.Corrupt("The TIFF's JPEG tables are too long");
        }

        if (layout.Compression == TiffCompression.Lzw && TiffLzw.IsOfOldKind(image[(int)Math.Min(offsets[0], image.Length)..]))
        {
            return ImageErrors.Unsupported("A TIFF of the old kind of LZW compression", Remedy);
        }

        return layout.Colour == TiffColour.Palette && directory[TiffTag.ColorMap].Count != 3 << (int)layout.Bits
            ? ImageErrors.Corrupt("The TIFF's palette is missing or of a wrong length")
            : null;
    }

    /// <summary>Of a pixel, what is kept while a segment is decoded, or what all of them are unpacked to: the more, the longer it takes.</summary>
    private static int BytesOfSegments(TiffLayout layout)
    {
        if (layout.Compression == TiffCompression.None)
        {
            return 0;
        }

        var pixels = (double)layout.Width * layout.Height;
        double segment = layout.Stride * layout.SegmentHeight;
        var all = segment * layout.Across * layout.Planes * (layout.IsTiled ? layout.Down : (double)layout.Height / layout.SegmentHeight);
        var ofJpeg = layout.Compression == TiffCompression.Jpeg ? (double)layout.SegmentWidth * layout.SegmentHeight * layout.Channels : 0;
        return (int)Math.Min(int.MaxValue / 2, Math.Ceiling(Math.Max(segment + ofJpeg, all) / pixels));
    }
}
