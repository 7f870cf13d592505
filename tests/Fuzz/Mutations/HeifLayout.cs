using System.Buffers.Binary;
using System.Text;

namespace ImageClassification.Fuzz.Mutations;

/// <summary>The boxes of a HEIC or AVIF, as far as they make sense, and the numbers in them.</summary>
internal static class HeifLayout
{
    private const int BoxHeader = 8;
    private const int MostDepth = 6;

    /// <summary>Of a stream that its first bytes say more than the others.</summary>
    private const int StreamHead = 48;

    public static void Read(byte[] file, List<Part> parts, List<Field> fields) => Read(file, 0, file.Length, parts, fields, 0);

    private static void Read(byte[] file, int start, int end, List<Part> parts, List<Field> fields, int depth)
    {
        while (start + BoxHeader <= end && depth < MostDepth)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(start));
            fields.Add(new Field(start, 4, BigEndian: true));
            if (length < BoxHeader || length > end - start)
            {
                return;
            }

            var (content, next) = (start + BoxHeader, start + (int)length);
            parts.Add(new Part(start, (int)length));
            var type = Encoding.Latin1.GetString(file, start + 4, 4);
            switch (type)
            {
                case "meta" or "iref":
                    Read(file, content + 4, next, parts, fields, depth + 1);
                    break;
                case "iinf":
                    Read(file, content + 6, next, parts, fields, depth + 1);
                    break;
                case "iprp" or "ipco":
                    Read(file, content, next, parts, fields, depth + 1);
                    break;
                case "ispe" when length >= BoxHeader + 12:
                    fields.Add(new Field(content + 4, 4, BigEndian: true, IsDimension: true));
                    fields.Add(new Field(content + 8, 4, BigEndian: true, IsDimension: true));
                    break;
                default:
                    for (var i = content; i < Math.Min(next, content + (type == "mdat" ? StreamHead : int.MaxValue - content)); i++)
                    {
                        fields.Add(new Field(i, 1, BigEndian: true));
                    }

                    break;
            }

            start = next;
        }
    }
}
