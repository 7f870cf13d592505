using ImageClassification.Contracts;

namespace ImageClassification.Inference.Images.Heif;

/// <summary>An image of a HEIF with what makes its pixels: the primary one, or a tile.</summary>
internal sealed class HeifPart(HeifItem item)
{
    public HeifItem Item { get; } = item;

    /// <summary>Places in the file's list of properties, in the item's order.</summary>
    public List<int> Properties { get; } = [];

    public byte[] Data { get; set; } = [];

    /// <summary>Null for a grid.</summary>
    public CodedImage? Coded { get; set; }

    /// <summary>As stated, in pixels.</summary>
    public long StatedWidth { get; private set; }

    /// <summary>As stated, in pixels.</summary>
    public long StatedHeight { get; private set; }

    /// <summary>What is left when it is cropped and turned, in pixels.</summary>
    public long Width { get; private set; }

    /// <summary>What is left when it is cropped and turned, in pixels.</summary>
    public long Height { get; private set; }

    public bool IsTurnedOrCropped { get; private set; }

    public bool IsHevc => Item.Type == "hvc1";

    public string FormatName => ImageFormats.Names[(int)(IsHevc ? ImageFormat.Heic : ImageFormat.Avif)];

    public void Add(int index, HeifBox box, ReadOnlySpan<byte> file)
    {
        Properties.Add(index);
        var reader = new HeifReader(file, box);
        switch (box.Type)
        {
            case "ispe":
                reader.ReadVersion();
                (Width, Height) = (StatedWidth, StatedHeight) = (reader.Read(4), reader.Read(4));
                break;
            case "clap":
                (Width, Height) = (Math.Min(Width, ReadRounded(ref reader)), Math.Min(Height, ReadRounded(ref reader)));
                IsTurnedOrCropped = true;
                break;
            case "irot":
                (Width, Height) = (reader.Read(1) & 1) == 1 ? (Height, Width) : (Width, Height);
                IsTurnedOrCropped = true;
                break;
            case "imir":
                IsTurnedOrCropped = true;
                break;
        }
    }

    /// <summary>Whether both may be tiles of one grid.</summary>
    public bool FitsBeside(HeifPart other) =>
        Item.Type == other.Item.Type
        && !IsTurnedOrCropped
        && Coded!.Value with { Passes = 1 } == other.Coded!.Value with { Passes = 1 }
        && (StatedWidth, StatedHeight) == (Coded.Value.ShownWidth, Coded.Value.ShownHeight);

    private static long ReadRounded(ref HeifReader reader)
    {
        var (numerator, denominator) = (reader.Read(4), reader.Read(4));
        return denominator == 0 ? 0 : (numerator + (denominator / 2)) / denominator;
    }
}
