using ImageClassification.Contracts;

namespace ImageClassification.Inference.Images.Heif;

/// <summary>An image of a HEIF with what makes its pixels: the primary one, or a tile.</summary>
internal sealed class HeifPart(HeifItem item)
{
    public HeifItem Item { get; } = item;

    /// <summary>Places in the file's list of properties, in the item's order, but that of its size.</summary>
    public List<int> Properties { get; } = [];

    public byte[] Data { get; set; } = [];

    /// <summary>Null for a grid.</summary>
    public CodedImage? Coded { get; set; }

    /// <summary>In pixels, and maybe wrong; null where nothing is stated.</summary>
    public (long Width, long Height)? Stated { get; private set; }

    /// <summary>Before it is cropped and turned, in pixels.</summary>
    public (long Width, long Height) Decoded { get; private set; }

    /// <summary>Size after cropping and turning, in pixels.</summary>
    public long Width { get; private set; }

    /// <summary>Size after cropping and turning, in pixels.</summary>
    public long Height { get; private set; }

    public bool IsTurnedOrCropped { get; private set; }

    public bool IsHevc => Item.Type == "hvc1";

    public string FormatName => ImageFormats.Names[(int)(IsHevc ? ImageFormat.Heic : ImageFormat.Avif)];

    public void Add(int index, HeifBox box, ReadOnlySpan<byte> file)
    {
        if (box.Type == "ispe")
        {
            var reader = new HeifReader(file, box);
            reader.ReadVersion();
            Stated = (reader.Read(4), reader.Read(4));
            return;
        }

        Properties.Add(index);
        IsTurnedOrCropped |= box.Type is "clap" or "irot" or "imir";
    }

    /// <param name="decoded">Width and height, in pixels.</param>
    /// <param name="boxes">The file's properties.</param>
    /// <param name="file">Whole.</param>
    public void Measure((long Width, long Height) decoded, IReadOnlyList<HeifBox> boxes, ReadOnlySpan<byte> file)
    {
        (Width, Height) = Decoded = decoded;
        foreach (var index in Properties)
        {
            var reader = new HeifReader(file, boxes[index]);
            (Width, Height) = boxes[index].Type switch
            {
                "clap" => (Math.Min(Width, ReadRounded(ref reader)), Math.Min(Height, ReadRounded(ref reader))),
                "irot" when (reader.Read(1) & 1) == 1 => (Height, Width),
                _ => (Width, Height),
            };
        }
    }

    /// <summary>Whether both may be tiles of one grid.</summary>
    public bool FitsBeside(HeifPart other) =>
        Item.Type == other.Item.Type
        && !IsTurnedOrCropped
        && Coded!.Value with { Passes = 1 } == other.Coded!.Value with { Passes = 1 }
        && Stated == Decoded;

    private static long ReadRounded(ref HeifReader reader)
    {
        var (numerator, denominator) = (reader.Read(4), reader.Read(4));
        return denominator == 0 ? 0 : (numerator + (denominator / 2)) / denominator;
    }
}
