using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ImageClassification.Cli.Transfer;

/// <summary>Makes safe names of files and folders from any text, on every system: no separators and no "..".</summary>
internal static class SafeName
{
    private const string Unsafe = "/\\:*?\"<>|%";
    private const int MostBytes = 180; // of the 255 that file systems allow, with room for what follows

    private static readonly HashSet<string> Reserved = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(1, 9).SelectMany(number => new[] { $"COM{number}", $"LPT{number}" })],
        StringComparer.OrdinalIgnoreCase);

    /// <returns>The text, with unsafe characters as in a URL (%2F); different texts give different names.</returns>
    public static string Of(string text)
    {
        var name = new StringBuilder();
        var runes = text.EnumerateRunes().ToList();
        var isReserved = Reserved.Contains(text.Split('.')[0].TrimEnd());
        foreach (var (index, rune) in runes.Index())
        {
            var isEdge = (index == 0 && (isReserved || rune.Value is '.' or ' ')) || (index == runes.Count - 1 && rune.Value is '.' or ' ');
            var isHidden = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
                or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            name.Append(isEdge || isHidden || Unsafe.Contains(rune.ToString(), StringComparison.Ordinal) ? Escaped(rune) : rune.ToString());
        }

        return Encoding.UTF8.GetByteCount(name.ToString()) <= MostBytes ? name.ToString() : $"{Cut(name.ToString())}~{Hash(text)}";
    }

    /// <returns>16 hexadecimal digits.</returns>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    private static string Escaped(Rune rune)
    {
        Span<byte> bytes = stackalloc byte[4];
        return string.Concat(bytes[..rune.EncodeToUtf8(bytes)].ToArray().Select(each => $"%{each:X2}"));
    }

    private static string Cut(string name)
    {
        var (length, kept) = (0, new StringBuilder());
        foreach (var rune in name.EnumerateRunes().TakeWhile(rune => (length += rune.Utf8SequenceLength) <= MostBytes))
        {
            kept.Append(rune.ToString());
        }

        return kept.ToString();
    }
}
