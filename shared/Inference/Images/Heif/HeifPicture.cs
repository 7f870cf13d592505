using ImageClassification.Contracts;

namespace ImageClassification.Inference.Images.Heif;

/// <summary>
/// A HEIF's primary image: one coded image, or a grid of equal ones. Anything else in the file, such as alpha channels,
/// thumbnails and further images, is not looked at.
/// </summary>
internal sealed class HeifPicture
{
    private const string Remedy = "Save it as JPEG, PNG, or an ordinary HEIC or AVIF";

    /// <summary>What libheif uses to make the pixels …</summary>
    private static readonly string[] Used = ["ispe", "hvcC", "av1C", "colr", "pixi", "irot", "imir", "clap"];

    /// <summary>… and what changes none, and so may be omitted even where it is said to be essential.</summary>
    private static readonly string[] Unused = ["pasp", "auxC", "clli", "mdcv", "cclv", "amve", "rloc", "udes"];

    private readonly HeifContainer _container;

    private HeifPicture(HeifContainer container, HeifItem primary)
    {
        _container = container;
        Primary = new HeifPart(primary);
    }

    /// <summary>Every box of a property that is used, in the file's order.</summary>
    public IReadOnlyList<HeifBox> Properties => _container.Properties;

    public HeifPart Primary { get; }

    /// <summary>Each once.</summary>
    public Dictionary<long, HeifPart> Tiles { get; } = [];

    /// <summary>The tiles' keys, by rows; empty for an image that is no grid.</summary>
    public IReadOnlyList<long> Order => Primary.Item.Type == "grid" ? Primary.Item.Tiles : [];

    public HeifGrid Grid { get; private set; }

    public HeifPart FirstTile => Order.Count == 0 ? Primary : Tiles[Order[0]];

    public static Outcome<HeifPicture> Read(ReadOnlySpan<byte> file)
    {
        if (HeifContainer.Read(file) is not { } container || !container.Items.TryGetValue(container.Primary, out var primary))
        {
            return HeifContainer.IsSequence(file)
                ? ImageErrors.Unsupported("A HEIC or AVIF sequence without a still image", Remedy)
                : ImageErrors.Corrupt("The HEIC's or AVIF's list of images is damaged or cut off");
        }

        if (container.IsPremultiplied)
        {
            return ImageErrors.Unsupported(
                "A HEIC or AVIF whose colours are multiplied by its alpha channel, which versions of Pillow decode differently", Remedy);
        }

        var picture = new HeifPicture(container, primary);
        return picture.Refuse(file) is { } error ? error : picture;
    }

    private PredictionError? Refuse(ReadOnlySpan<byte> file)
    {
        if (Primary.Item.Type is not "grid")
        {
            return Read(file, Primary);
        }

        if (ReadProperties(file, Primary) is { } error)
        {
            return error;
        }

        if (HeifGrid.Read(Primary.Data) is not { } grid || grid.Columns * grid.Rows != Order.Count)
        {
            return ImageErrors.Corrupt("The HEIC's or AVIF's grid is damaged, or lacks tiles");
        }

        Grid = grid;
        Primary.Measure((grid.Width, grid.Height), Properties, file);
        foreach (var id in Order)
        {
            if (Tiles.ContainsKey(id))
            {
                continue;
            }

            if (!_container.Items.TryGetValue(id, out var item) || item.Type == "grid")
            {
                return ImageErrors.Corrupt("The HEIC's or AVIF's grid lacks a tile");
            }

            Tiles[id] = new HeifPart(item);
            if (Read(file, Tiles[id]) is { } ofTile)
            {
                return ofTile;
            }
        }

        return Tiles.Values.All(tile => tile.FitsBeside(FirstTile)) && grid.IsCoveredBy(FirstTile)
            ? RefuseEmpty(Primary)
            : ImageErrors.Corrupt("The tiles of the HEIC's or AVIF's grid are not equal, or do not fill it");
    }

    private static string? NameOf(string type) => type switch
    {
        "jpeg" => "JPEG",
        "j2k1" => "JPEG 2000",
        "avc1" => "H.264",
        "vvc1" => "H.266",
        "evc1" => "EVC",
        "unci" => "no compression",
        "iovl" => "overlaid images",
        "iden" => "another image, changed",
        _ => null,
    };

    private static PredictionError? RefuseEmpty(HeifPart part) =>
        part.Width <= 0 || part.Height <= 0 ? ImageErrors.Corrupt("The HEIC or AVIF is cropped to an area without pixels") : null;

    private PredictionError? Read(ReadOnlySpan<byte> file, HeifPart part)
    {
        if (part.Item.Type is not ("hvc1" or "av01"))
        {
            return ImageErrors.Unsupported(
                $"A HEIF of {NameOf(part.Item.Type) ?? $"an unknown kind ({part.Item.Type})"}; only H.265 (HEIC) and AV1 (AVIF) are supported", Remedy);
        }

        if (ReadProperties(file, part) is { } error)
        {
            return error;
        }

        var configuration = part.Properties.FirstOrDefault(index => Properties[index].Type == (part.IsHevc ? "hvcC" : "av1C"), -1);
        if (configuration >= 0)
        {
            var content = file[Properties[configuration].ContentStart..Properties[configuration].End];
            part.Coded = part.IsHevc ? HevcStream.Measure(content, part.Data) : Av1Stream.Measure(content, part.Data);
        }

        if (part.Coded is not { } coded)
        {
            return ImageErrors.Corrupt($"The {part.FormatName}'s data are damaged, cut off, or not those of one still image");
        }

        part.Measure((coded.ShownWidth, coded.ShownHeight), Properties, file);
        return RefuseEmpty(part);
    }

    private PredictionError? ReadProperties(ReadOnlySpan<byte> file, HeifPart part)
    {
        foreach (var (index, isEssential) in part.Item.Properties.Where(property => property.Index < Properties.Count))
        {
            var box = Properties[index];
            if (Used.Contains(box.Type) && (box.Type != "colr" || file[box.ContentStart..box.End].StartsWith("nclx"u8)))
            {
                part.Add(index, box, file);
            }
            else if (isEssential && box.Type != "colr" && !Unused.Contains(box.Type))
            {
                return ImageErrors.Unsupported($"A HEIC or AVIF with the unknown property {box.Type}", Remedy);
            }
        }

        part.Data = part.Item.ReadData(file);
        return part.Data.Length == 0 || part.Stated is null
            ? ImageErrors.Corrupt("The HEIC or AVIF is cut off, or does not say where its image is and what size it has")
            : null;
    }
}
