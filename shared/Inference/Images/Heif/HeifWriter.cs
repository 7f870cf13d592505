using System.Buffers.Binary;
using System.Text;

namespace ImageClassification.Inference.Images.Heif;

/// <summary>
/// Writes a HEIF of the primary image alone. libheif gets this one and not what was uploaded: its reader trusts a file's
/// structure more than a stranger's deserves, and reads alpha channels, metadata and thumbnails that are not wanted.
/// </summary>
internal static class HeifWriter
{
    private static readonly byte[] Start = Box("ftyp", "mif1\0\0\0\0mif1heicheixavifmiaf"u8.ToArray());
    private static readonly byte[] Handler = FullBox("hdlr", "\0\0\0\0pict\0\0\0\0\0\0\0\0\0\0\0\0\0"u8.ToArray());
    private static readonly byte[] PrimaryItem = FullBox("pitm", Number(1, 2));

    public static byte[] Write(ReadOnlySpan<byte> source, HeifPicture picture)
    {
        const int boxHeader = 8;
        HeifPart[] parts = [picture.Primary, .. picture.Tiles.Values];
        byte[][] count = [Number(parts.Length, 2)];
        var items = parts.Select((part, i) => FullBox("infe", 2, Number(i + 1, 2), Number(0, 2), Encoding.Latin1.GetBytes(part.Item.Type), [0]));

        // The sizes are those of the pixels, not those that the file states: of the primary image, and of a tile.
        List<byte[]> properties = [Size(picture.Primary), Size(picture.FirstTile)];
        var used = parts.SelectMany(part => part.Properties).Distinct().Order().ToList();
        foreach (var index in used)
        {
            properties.Add(source[picture.Properties[index].Start..picture.Properties[index].End].ToArray());
        }

        var associations = parts.Select((part, i) => Join([
            Number(i + 1, 2), Number(part.Properties.Count + 1, 1), Number(i == 0 ? 1 : 2, 1),
            .. part.Properties.Select(index => Number(used.IndexOf(index) + 3, 1))]));

        var position = Start.Length + boxHeader;
        var locations = parts.Select((part, i) =>
        {
            position += part.Data.Length;
            return Join([Number(i + 1, 2), Number(0, 2), Number(1, 2), Number(position - part.Data.Length, 4), Number(part.Data.Length, 4)]);
        });

        var places = picture.Tiles.Keys.Select((id, place) => (id, place)).ToDictionary(tile => tile.id, tile => tile.place + 2);
        byte[][] references = picture.Order.Count == 0 ? [] :
            [FullBox("iref", Box("dimg", [Number(1, 2), Number(picture.Order.Count, 2), .. picture.Order.Select(id => Number(places[id], 2))]))];

        var data = Box("mdat", [.. parts.Select(part => part.Data)]);
        var meta = FullBox(
            "meta",
            [
                Handler,
                PrimaryItem,
                FullBox("iinf", [.. count, .. items]),
                .. references,
                Box("iprp", Box("ipco", [.. properties]), FullBox("ipma", [Number(parts.Length, 4), .. associations])),
                FullBox("iloc", [Number(0x4400, 2), .. count, .. locations]),
            ]);
        return Join([Start, data, meta]);
    }

    private static byte[] Size(HeifPart part) => FullBox("ispe", Number((int)part.Decoded.Width, 4), Number((int)part.Decoded.Height, 4));

    private static byte[] Box(string type, params byte[][] content) =>
        Join([Number(8 + content.Sum(part => part.Length), 4), Encoding.Latin1.GetBytes(type), .. content]);

    private static byte[] FullBox(string type, params byte[][] content) => FullBox(type, 0, content);

    private static byte[] FullBox(string type, byte version, params byte[][] content) => Box(type, [[version, 0, 0, 0], .. content]);

    private static byte[] Number(int value, int bytes)
    {
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, value);
        return number[^bytes..];
    }

    private static byte[] Join(byte[][] parts)
    {
        var (joined, position) = (new byte[parts.Sum(part => part.Length)], 0);
        foreach (var part in parts)
        {
            part.CopyTo(joined, position);
            position += part.Length;
        }

        return joined;
    }
}
