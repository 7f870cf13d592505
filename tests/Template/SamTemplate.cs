using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace ImageClassification.Template.Tests;

/// <summary>template.yaml as a tree; intrinsics are nodes with a tag.</summary>
internal sealed class SamTemplate
{
    private readonly YamlMappingNode _root;

    private SamTemplate(YamlMappingNode root) => _root = root;

    public static string Yaml { get; } = File.ReadAllText(Path.Combine(Repository.Root, "template.yaml"));

    public static SamTemplate Load() => Parse(Yaml);

    public static SamTemplate Parse(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return new SamTemplate((YamlMappingNode)stream.Documents[0].RootNode);
    }

    public int Default(string parameter) =>
        int.Parse(Text(_root, "Parameters", parameter, "Default")!, CultureInfo.InvariantCulture);

    public IEnumerable<(string Name, YamlMappingNode Properties)> Resources(string type) =>
        ((YamlMappingNode)_root["Resources"]).Children
            .Where(resource => Text(resource.Value, "Type") == type)
            .Select(resource => (resource.Key.ToString(), (YamlMappingNode)resource.Value["Properties"]));

    public YamlMappingNode Resource(string type, string name) => Resources(type).Single(resource => resource.Name == name).Properties;

    /// <summary>What a function runs: a target of the Dockerfile, and of the functions in that image the one that its environment chooses.</summary>
    public (string? Target, string? Handler) CodeOf(string function) => (
        Text(_root, "Resources", function, "Metadata", "DockerBuildTarget"),
        Text(_root, "Resources", function, "Properties", "Environment", "Variables", "HANDLER"));

    /// <summary>The events of every function, of one type.</summary>
    public IEnumerable<(string Name, YamlMappingNode Properties)> Events(string type) =>
        from function in Resources("AWS::Serverless::Function")
        from item in EventsOf(function.Properties).Children
        where Text(item.Value, "Type") == type
        select ($"{function.Name}.{item.Key}", (YamlMappingNode)item.Value["Properties"]);

    /// <summary>Of one function; none where others name it as their target.</summary>
    public static YamlMappingNode EventsOf(YamlMappingNode function) =>
        function.Children.TryGetValue("Events", out var events) ? (YamlMappingNode)events : [];

    /// <summary>Every statement of every role that allows something.</summary>
    public IEnumerable<(string Role, YamlMappingNode Statement)> Allowed() =>
        from role in Resources("AWS::IAM::Role")
        from policy in (YamlSequenceNode)role.Properties["Policies"]
        from statement in Statements(policy["PolicyDocument"])
        where Text(statement, "Effect") == "Allow"
        select (role.Name, statement);

    /// <summary>Whether a statement of a role is there only where the condition holds.</summary>
    public bool IsConditional(YamlMappingNode statement, string condition) =>
        _root.AllNodes.OfType<YamlSequenceNode>().Any(node => node.Tag == "!If" && node[0].ToString() == condition && ReferenceEquals(node[1], statement));

    /// <summary>The statements of a policy, those under a condition too.</summary>
    public static IEnumerable<YamlMappingNode> Statements(YamlNode policy) =>
        from statement in (YamlSequenceNode)policy["Statement"]
        select statement as YamlMappingNode ?? (YamlMappingNode)statement[1];

    /// <summary>The scalars of a node that may be one or a list; of an intrinsic, what stands in it.</summary>
    public static IEnumerable<string> Texts(YamlNode node) =>
        node is YamlSequenceNode list ? list.SelectMany(Texts) : [node.ToString()];

    public static string? Text(YamlNode node, params string[] path)
    {
        foreach (var step in path)
        {
            if (node is not YamlMappingNode map || !map.Children.TryGetValue(step, out var next))
            {
                return null;
            }

            node = next;
        }

        return node.ToString();
    }
}
