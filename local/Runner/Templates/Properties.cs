using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace ImageClassification.Runner.Templates;

/// <summary>A resource's properties, each resolved on access: unused ones may have any value.</summary>
internal sealed class Properties(YamlNode owner, YamlMappingNode own, YamlMappingNode shared, Intrinsics intrinsics)
{
    public JsonNode? this[string name] => Find(own, name) ?? Find(shared, name);

    public string Text(string name) => this[name]?.ToString() ?? throw TemplateFault.At(owner, $"{name} is missing here.");

    public string Text(string name, string otherwise) => this[name]?.ToString() ?? otherwise;

    public int Number(string name, int otherwise) =>
        int.TryParse(Text(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture, out var number)
            ? number
            : throw TemplateFault.At(owner, $"{name} must be a whole number.");

    public TimeSpan Seconds(string name, int otherwise) => TimeSpan.FromSeconds(Number(name, otherwise));

    public IReadOnlyList<string> Texts(string name) => this[name] switch
    {
        JsonArray items => [.. items.Select(item => item!.ToString())],
        { } one => [one.ToString()],
        null => [],
    };

    /// <summary>Name and value of each entry; the shared ones first.</summary>
    public Dictionary<string, string> Map(params ReadOnlySpan<string> path)
    {
        var map = new Dictionary<string, string>();
        foreach (var root in new[] { shared, own })
        {
            var node = Find(root, path[0]);
            foreach (var name in path[1..])
            {
                node = node?[name];
            }

            foreach (var (name, value) in node as JsonObject ?? [])
            {
                map[name] = value!.ToString();
            }
        }

        return map;
    }

    private JsonNode? Find(YamlMappingNode mapping, string name) =>
        mapping.Children.TryGetValue(name, out var node) ? intrinsics.Resolve(node) : null;
}
