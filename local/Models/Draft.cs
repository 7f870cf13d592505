using System.Text.Json.Nodes;

namespace ImageClassification.Models;

/// <summary>A manifest in the making: each field's value, its source, and doubts about it. Later sources replace earlier ones.</summary>
internal sealed class Draft
{
    /// <summary>In the order in which a manifest has them.</summary>
    private static readonly string[] Order =
    [
        "input.name", "input.type", "input.layout", "input.width", "input.height",
        "input.channels", "input.channelOrder", "orientation", "resize", "normalization",
        "output.name", "output.activation", "output.scale", "output.zeroPoint", "topK", "threshold", "multiLabel", "unknown",
    ];

    private readonly Dictionary<string, Statement> _fields = [];

    /// <summary>In the order of the output, each different from the others.</summary>
    public IReadOnlyList<string> Labels { get; set; } = [];

    /// <summary>Every field with where it is known from.</summary>
    public IReadOnlyList<Statement> Statements => [.. _fields.Values.OrderBy(statement => Array.FindIndex(Order, name => Covers(name, statement.Field)))];

    /// <summary>The uncertain fields, one sentence each.</summary>
    public IReadOnlyList<string> Doubts =>
        [.. Statements.Where(statement => statement.Doubt is not null).Select(statement => $"{statement.Field}: {statement.Doubt}")];

    public JsonNode? this[string field] => _fields.GetValueOrDefault(field)?.Value;

    public string? SourceOf(string field) => _fields.GetValueOrDefault(field)?.Source;

    public void Remove(string field) => _fields.Remove(field);

    /// <param name="doubt">Null where the source is sure.</param>
    public void Say(string field, JsonNode value, string source, string? doubt = null)
    {
        foreach (var part in _fields.Keys.Where(part => part != field && Covers(field, part)).ToList())
        {
            _fields.Remove(part);
        }

        _fields[field] = new(field, value, source, doubt);
    }

    /// <summary>The class names that a file states.</summary>
    public void Name(IReadOnlyList<string> labels, string source)
    {
        Labels = labels;
        if (labels.Count > 0)
        {
            Say("labels", "labels.txt", source);
        }
    }

    /// <summary>Replaces the reason of a doubt; null removes it.</summary>
    public void Doubt(string field, string? doubt)
    {
        if (_fields.TryGetValue(field, out var statement))
        {
            _fields[field] = statement with { Doubt = doubt };
        }
    }

    public void Resize(
        string mode, string filter, string source, int? size = null,
        string? rounding = null, IEnumerable<int>? padColour = null, string? doubt = null)
    {
        var resize = new JsonObject { ["mode"] = mode };
        if (size is not null)
        {
            resize["size"] = size;
        }

        resize["filter"] = filter;
        if (rounding is not null)
        {
            resize["rounding"] = rounding;
        }

        if (padColour is not null)
        {
            resize["padColour"] = new JsonArray([.. padColour.Select(value => JsonValue.Create(value))]);
        }

        Say("resize", resize, source, doubt);
    }

    /// <summary>The fields as they nest in a manifest; a part of a field precedes the whole.</summary>
    public JsonObject ToJson()
    {
        var manifest = new JsonObject();
        foreach (var statement in Statements.Where(statement => statement.Field != "labels"))
        {
            var names = statement.Field.Split('.');
            var parent = manifest;
            if (names.Length > 1)
            {
                parent = manifest[names[0]] as JsonObject ?? new JsonObject();
                manifest[names[0]] ??= parent;
            }

            parent[names[^1]] = statement.Value.DeepClone();
        }

        return manifest;
    }

    private static bool Covers(string field, string part) => part == field || part.StartsWith(field + ".", StringComparison.Ordinal);

    internal sealed record Statement(string Field, JsonNode Value, string Source, string? Doubt);
}
