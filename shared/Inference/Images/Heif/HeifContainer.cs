namespace ImageClassification.Inference.Images.Heif;

/// <summary>The items of a HEIF's meta box, as they are stated. <see href="https://www.iso.org/standard/83650.html"/>, image file format</summary>
internal sealed class HeifContainer
{
    /// <summary>libheif's limit.</summary>
    private const int MostExtents = 32;

    private HeifBox _data;

    public Dictionary<long, HeifItem> Items { get; } = [];

    public List<HeifBox> Properties { get; } = [];

    public long Primary { get; private set; }

    /// <summary>Whether the primary image's colours are multiplied by its alpha channel.</summary>
    public bool IsPremultiplied { get; private set; }

    /// <returns>Null where there is no meta box, or a broken one.</returns>
    public static HeifContainer? Read(ReadOnlySpan<byte> file)
    {
        var container = new HeifContainer();
        return TryFind(file, "meta", out var meta) && container.TryReadMeta(file, meta) ? container : null;
    }

    /// <summary>Whether there are images in the way of a video.</summary>
    public static bool IsSequence(ReadOnlySpan<byte> file) => TryFind(file, "moov", out _);

    private static bool TryFind(ReadOnlySpan<byte> file, string type, out HeifBox box)
    {
        var boxes = new HeifReader(file, 0, file.Length);
        while (boxes.TryReadBox(out box))
        {
            if (box.Type == type)
            {
                return true;
            }
        }

        return false;
    }

    private bool TryReadMeta(ReadOnlySpan<byte> file, HeifBox meta)
    {
        var children = new Dictionary<string, HeifBox>();
        var reader = new HeifReader(file, meta);
        reader.ReadVersion();
        while (reader.TryReadBox(out var box))
        {
            children.TryAdd(box.Type, box);
        }

        children.TryGetValue("idat", out _data);
        return !reader.IsBroken
            && children.TryGetValue("pitm", out var primary) && TryReadPrimary(new HeifReader(file, primary))
            && children.TryGetValue("iinf", out var information) && TryReadTypes(file, new HeifReader(file, information))
            && children.TryGetValue("iprp", out var properties) && TryReadProperties(file, new HeifReader(file, properties))
            && children.TryGetValue("iloc", out var locations) && TryReadLocations(new HeifReader(file, locations))
            && (!children.TryGetValue("iref", out var references) || TryReadReferences(file, new HeifReader(file, references)));
    }

    private bool TryReadPrimary(HeifReader reader)
    {
        var (version, _) = reader.ReadVersion();
        Primary = reader.Read(version == 0 ? 2 : 4);
        return !reader.IsBroken;
    }

    private bool TryReadTypes(ReadOnlySpan<byte> file, HeifReader reader)
    {
        var (version, _) = reader.ReadVersion();
        reader.Read(version == 0 ? 2 : 4);
        while (reader.TryReadBox(out var box))
        {
            var entry = new HeifReader(file, box);
            var (entryVersion, _) = entry.ReadVersion();
            var id = entry.Read(entryVersion > 2 ? 4 : 2);
            entry.Read(2); // protection
            if (box.Type == "infe" && entryVersion >= 2)
            {
                Items.TryAdd(id, new HeifItem { Type = entry.ReadType() });
            }
        }

        return !reader.IsBroken;
    }

    private bool TryReadProperties(ReadOnlySpan<byte> file, HeifReader reader)
    {
        while (reader.TryReadBox(out var box))
        {
            var content = new HeifReader(file, box);
            if (box.Type == "ipma")
            {
                if (!TryReadAssociations(content))
                {
                    return false;
                }

                continue;
            }

            while (box.Type == "ipco" && content.TryReadBox(out var property))
            {
                Properties.Add(property);
            }

            if (content.IsBroken)
            {
                return false;
            }
        }

        return !reader.IsBroken;
    }

    private bool TryReadAssociations(HeifReader reader)
    {
        var (version, flags) = reader.ReadVersion();
        var bytes = 1 + (flags & 1);
        for (var left = reader.Read(4); left > 0 && !reader.IsBroken; left--)
        {
            var item = Items.GetValueOrDefault(reader.Read(version == 0 ? 2 : 4));
            for (var count = reader.Read(1); count > 0; count--)
            {
                var association = (int)reader.Read(bytes);
                var essential = 1 << ((8 * bytes) - 1);
                if ((association & ~essential) is > 0 and var number)
                {
                    item?.Properties.Add((number - 1, (association & essential) != 0));
                }
            }
        }

        return !reader.IsBroken;
    }

    private bool TryReadLocations(HeifReader reader)
    {
        var (version, _) = reader.ReadVersion();
        var sizes = (int)reader.Read(2);
        var (ofOffset, ofLength, ofBase, ofIndex) = (sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15, version > 0 ? sizes & 15 : 0);
        if (Math.Max(Math.Max(ofOffset, ofLength), Math.Max(ofBase, ofIndex)) > 8)
        {
            return false;
        }

        for (var left = reader.Read(version < 2 ? 2 : 4); left > 0 && !reader.IsBroken; left--)
        {
            var id = reader.Read(version < 2 ? 2 : 4);
            var method = version == 0 ? 0 : reader.Read(2) & 15;
            reader.Read(2); // another file
            var start = reader.Read(ofBase) + (method == 1 ? _data.ContentStart : 0);
            var extents = new List<(long Start, long Length)>();
            for (var count = reader.Read(2); count > 0; count--)
            {
                reader.Read(ofIndex);
                var offset = reader.Read(ofOffset);
                extents.Add((start + offset, reader.Read(ofLength)));
                if (extents.Count > MostExtents)
                {
                    return false;
                }
            }

            if (Items.TryGetValue(id, out var item) && method <= 1)
            {
                item.Extents ??= extents;
            }
        }

        return !reader.IsBroken;
    }

    private bool TryReadReferences(ReadOnlySpan<byte> file, HeifReader reader)
    {
        var (version, _) = reader.ReadVersion();
        var bytes = version == 0 ? 2 : 4;
        while (reader.TryReadBox(out var box))
        {
            var reference = new HeifReader(file, box);
            var from = reference.Read(bytes);
            IsPremultiplied |= box.Type == "prem" && from == Primary;
            var tiles = box.Type == "dimg" ? Items.GetValueOrDefault(from)?.Tiles : null;
            for (var left = reference.Read(2); left > 0 && !reference.IsBroken; left--)
            {
                tiles?.Add(reference.Read(bytes));
            }

            if (reference.IsBroken)
            {
                return false;
            }
        }

        return !reader.IsBroken;
    }
}
