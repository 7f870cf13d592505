namespace ImageClassification.Inference.Images.Tiff;

/// <summary>How a TIFF's pixels are stored. Sizes are in pixels.</summary>
/// <remarks>
/// A segment is a strip or a tile. <c>Bits</c> are a sample's, <c>Samples</c> a pixel's, which are in segments of their own
/// if <c>IsPlanar</c>. <c>HasReversedBits</c>: the lowest bit of a byte is the leftmost.
/// </remarks>
internal readonly record struct TiffLayout(
    uint Width,
    uint Height,
    TiffColour Colour,
    TiffCompression Compression,
    uint Bits,
    uint Samples,
    bool IsPlanar,
    bool IsTiled,
    bool IsBigEndian,
    bool HasReversedBits)
{
    public uint SegmentWidth { get; private init; }

    public uint SegmentHeight { get; private init; }

    /// <summary>Samples are differences from the pixel to the left.</summary>
    public bool HasDifferences { get; private init; }

    /// <summary>Colours were multiplied by the fourth sample, and are divided by it, as Pillow does.</summary>
    public bool IsPremultiplied { get; private init; }

    /// <summary>Decoded samples of a pixel: for shades and palettes, those of the colour.</summary>
    public int Channels => Colour == TiffColour.Cmyk || IsPremultiplied ? 4 : 3;

    public bool HasColourTable => Colour is TiffColour.WhiteIsZero or TiffColour.BlackIsZero or TiffColour.Palette;

    public uint SamplesPerSegment => IsPlanar ? 1 : Samples;

    public int Planes => IsPlanar ? Channels : 1;

    public long Across => (Width + (long)SegmentWidth - 1) / SegmentWidth;

    public long Down => (Height + (long)SegmentHeight - 1) / SegmentHeight;

    /// <summary>Bytes of a segment's row.</summary>
    public long Stride => ((SegmentWidth * (long)Bits * SamplesPerSegment) + 7) / 8;

    public static TiffLayout Of(TiffDirectory directory)
    {
        var compression = (TiffCompression)directory[TiffTag.Compression].Or(1);
        var (width, height) = (directory[TiffTag.Width].Or(0), directory[TiffTag.Height].Or(0));
        var tileWidth = directory[TiffTag.TileWidth].Or(0);
        var isTiled = directory[TiffTag.TileOffsets].Count > 0;
        var extra = directory[TiffTag.ExtraSamples];
        var colour = (TiffColour)directory[TiffTag.Photometric].Or(0);
        var samples = directory[TiffTag.SamplesPerPixel].Or(1);
        return new TiffLayout(
            width,
            height,
            colour,
            compression,
            directory[TiffTag.BitsPerSample].Or(1),
            samples,
            samples > 1 && directory[TiffTag.PlanarConfiguration].Or(1) == 2,
            isTiled,
            directory.IsBigEndian,
            directory[TiffTag.FillOrder].Or(1) == 2)
        {
            SegmentWidth = isTiled ? tileWidth : width,
            SegmentHeight = isTiled ? directory[TiffTag.TileLength].Or(0) : Math.Min(directory[TiffTag.RowsPerStrip].Or(height), height),
            HasDifferences = compression is TiffCompression.Lzw or TiffCompression.Deflate or TiffCompression.OldDeflate
                && directory[TiffTag.Predictor].Or(1) == 2,
            IsPremultiplied = colour == TiffColour.Rgb && extra.Or(0) == 1,
        };
    }
}
