using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ImageClassification.Inference;

namespace ImageClassification.Models;

/// <summary>The names of a model's classes as people keep them: lines, numbered lines, CSV, JSON, or a Python dictionary.</summary>
internal static partial class LabelFile
{
    /// <summary>Fields that hold the names within a larger object.</summary>
    private static readonly string[] Containers = ["labels", "names", "classes", "id2label", "label_names", "categories"];

    /// <param name="path">For errors, and for its ending.</param>
    /// <exception cref="ModelException">No names can be read from it.</exception>
    public static List<string> Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path, Encoding.UTF8).Trim('\uFEFF', '\r', '\n', ' ', '\t'), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path} cannot be read ({exception.Message}) It must contain the names of the classes.", exception);
        }
    }

    public static List<string> Parse(string text, string path)
    {
        var labels = text.Length == 0 ? [] : text[0] is '[' or '{' ? Structured(text) : Lines(text, path);
        return labels.Count > 1 && labels.TrueForAll(label => label.Length > 0)
            ? labels
            : throw new ModelException($"{path} contains no class names. Write one per line, in the order of the model's output.");
    }

    /// <summary>JSON, or what Python prints of a list or a dictionary.</summary>
    private static List<string> Structured(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Names(document.RootElement);
        }
        catch (JsonException)
        {
            var pairs = PythonPair().Matches(text);
            return pairs.Count > 0
                ? [.. pairs.OrderBy(pair => int.Parse(pair.Groups["index"].Value, CultureInfo.InvariantCulture)).Select(pair => Unescaped(pair.Groups["name"].Value))]
                : [.. PythonText().Matches(text).Select(name => Unescaped(name.Groups["name"].Value))];
        }
    }

    /// <summary>A list; an object by number, also with a list of which the last is the name; names with numbers; or one of those within the object.</summary>
    private static List<string> Names(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            return [.. json.EnumerateArray().Select(NameOf)];
        }

        var fields = json.EnumerateObject().ToList();
        if (fields.TrueForAll(field => int.TryParse(field.Name, out _)))
        {
            return [.. fields.OrderBy(field => int.Parse(field.Name, CultureInfo.InvariantCulture)).Select(field => NameOf(field.Value))];
        }

        if (fields.TrueForAll(field => field.Value.ValueKind == JsonValueKind.Number))
        {
            return [.. fields.OrderBy(field => field.Value.GetInt32()).Select(field => field.Name)];
        }

        return Containers.Where(name => json.TryGetProperty(name, out _))
            .Select(name => Names(json.GetProperty(name))).FirstOrDefault() ?? [];
    }

    private static string NameOf(JsonElement name) => name.ValueKind switch
    {
        JsonValueKind.String => name.GetString()!.Trim(),
        JsonValueKind.Array when name.GetArrayLength() > 0 => NameOf(name[name.GetArrayLength() - 1]),
        JsonValueKind.Object when name.TryGetProperty("name", out var inner) || name.TryGetProperty("label", out inner) => NameOf(inner),
        _ => name.GetRawText(),
    };

    private static List<string> Lines(string text, string path)
    {
        var lines = text.Split('\n').Select(line => line.Trim()).ToList();
        if (lines.IndexOf("") is >= 0 and var blank)
        {
            throw new ModelException($"{path}: line {blank + 1} is empty. Each line is a class.");
        }

        return Numbered(lines, NumberFirst()) ?? Numbered(lines, NumberLast())
            ?? (lines.TrueForAll(line => Synset().IsMatch(line)) ? lines.ConvertAll(line => Synset().Match(line).Groups["name"].Value)
            : path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && lines[0] is "label" or "name" or "class" ? lines[1..].ConvertAll(Unquoted) : lines);
    }

    /// <summary>Null unless the lines, but a header, are numbered from 0 or 1 without a gap.</summary>
    private static List<string>? Numbered(List<string> lines, Regex form)
    {
        var body = form.IsMatch(lines[0]) ? lines : lines[1..];
        var pairs = body.Select(line => form.Match(line)).Where(match => match.Success)
            .Select(match => (Index: int.Parse(match.Groups["index"].Value, CultureInfo.InvariantCulture), Name: Unquoted(match.Groups["name"].Value))).OrderBy(pair => pair.Index).ToList();
        return pairs.Count == body.Count && pairs.Count > 1 && pairs[0].Index is 0 or 1 && pairs.Select((pair, place) => pair.Index - place).Distinct().Count() == 1
            ? pairs.ConvertAll(pair => pair.Name)
            : null;
    }

    private static string Unquoted(string text) => text.Length > 1 && text[0] is '"' or '\'' && text[^1] == text[0] ? text[1..^1].Trim() : text.Trim();

    private static string Unescaped(string text) => Escape().Replace(text, "$1").Trim();

    [GeneratedRegex("""(?<index>\d+)\s*:\s*(?:'(?<name>(?:[^'\\]|\\.)*)'|"(?<name>(?:[^"\\]|\\.)*)")""")]
    private static partial Regex PythonPair();

    [GeneratedRegex("""'(?<name>(?:[^'\\]|\\.)*)'|"(?<name>(?:[^"\\]|\\.)*)["]""")]
    private static partial Regex PythonText();

    [GeneratedRegex("""\\(.)""")]
    private static partial Regex Escape();

    [GeneratedRegex("""^"?(?<index>\d{1,6})"?(?:\s*[,;:\t]\s*|\s+)(?<name>\S.*)$""")]
    private static partial Regex NumberFirst();

    [GeneratedRegex("""^(?<name>.*\S)\s*[,;:\t]\s*"?(?<index>\d{1,6})"?$""")]
    private static partial Regex NumberLast();

    [GeneratedRegex("""^n\d{8}\s+(?<name>\S.*)$""")]
    private static partial Regex Synset();
}
