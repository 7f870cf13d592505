using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace ImageClassification.Runner.Templates;

/// <summary>
/// Replaces CloudFormation's intrinsic functions, in their short (<c>!Ref</c>) and long (<c>Fn::Sub</c>) forms.
/// Scalars come out as text, and <c>AWS::NoValue</c> as nothing.
/// </summary>
/// <param name="attribute">The value of a name's attribute, where <c>Ref</c> counts as one; null where there is no such name.</param>
/// <param name="condition">The outcome of a condition by name.</param>
internal sealed partial class Intrinsics(Func<string, string, string?> attribute, Func<string, bool> condition)
{
    public const string Ref = "Ref";

    private const string NoValue = "AWS::NoValue";

    public JsonNode? Resolve(YamlNode node)
    {
        if (FunctionOf(node) is (var function, var argument))
        {
            return Apply(function, argument);
        }

        switch (node)
        {
            case YamlSequenceNode sequence:
                return new JsonArray([.. sequence.Children.Select(Resolve).Where(item => item is not null)]);
            case YamlMappingNode mapping:
                var pairs = mapping.Children.Select(pair => KeyValuePair.Create(pair.Key.ToString(), Resolve(pair.Value)));
                return new JsonObject(pairs.Where(pair => pair.Value is not null));
            default:
                return JsonValue.Create(((YamlScalarNode)node).Value);
        }
    }

    /// <summary>The outcome of a condition's definition.</summary>
    public bool Test(YamlNode node)
    {
        if (node is YamlMappingNode { Children: [{ Key: YamlScalarNode { Value: "Condition" }, Value: var name }] })
        {
            return condition(Scalar(name)); // the long form of !Condition
        }

        var (function, argument) = FunctionOf(node) ?? throw TemplateFault.At(node, "A condition must be a function.");
        return function switch
        {
            "Equals" => Text(Item(argument, 0)) == Text(Item(argument, 1)),
            "Not" => !Test(Item(argument, 0)),
            "And" => Items(argument).All(Test),
            "Or" => Items(argument).Any(Test),
            "Condition" => condition(Scalar(argument)),
            _ => throw TemplateFault.At(node, $"{function} is not supported in a condition, only Equals, Not, And, Or and Condition."),
        };
    }

    private static (string Name, YamlNode Argument)? FunctionOf(YamlNode node)
    {
        if (!node.Tag.IsEmpty && node.Tag.Value is ['!', not '!', ..] tag)
        {
            return (tag[1..], node);
        }

        return node is YamlMappingNode { Children.Count: 1 } mapping
            && mapping.Children[0] is var (key, value)
            && key.ToString() is Ref or ['F', 'n', ':', ':', ..]
            ? (key.ToString().Replace("Fn::", "", StringComparison.Ordinal), value)
            : null;
    }

    private JsonNode? Apply(string function, YamlNode argument) => function switch
    {
        Ref when Scalar(argument) == NoValue => null,
        Ref => Attribute(argument, Scalar(argument), Ref),
        "GetAtt" => GetAtt(argument),
        "Sub" => Sub(argument),
        "If" => Resolve(Item(argument, condition(Scalar(Item(argument, 0))) ? 1 : 2)),
        "Join" => string.Join(Scalar(Item(argument, 0)), Values(Item(argument, 1))),
        "Select" => Values(Item(argument, 1)).ElementAt(int.Parse(Text(Item(argument, 0)), CultureInfo.InvariantCulture)),
        _ => throw TemplateFault.At(argument, $"{function} is not supported, only Ref, GetAtt, Sub, If, Join and Select."),
    };

    private string GetAtt(YamlNode argument)
    {
        var path = argument is YamlSequenceNode ? Items(argument).Select(Scalar).ToArray() : Scalar(argument).Split('.', 2);
        return Attribute(argument, path[0], path[1]);
    }

    private string Sub(YamlNode argument)
    {
        var format = argument is YamlSequenceNode ? Item(argument, 0) : argument;
        var own = argument is YamlSequenceNode ? (YamlMappingNode)Item(argument, 1) : [];
        return Placeholder().Replace(Scalar(format), match =>
        {
            var name = match.Groups[1].Value;
            if (name[0] == '!')
            {
                return $"${{{name[1..]}}}"; // ${!Literal}
            }

            if (own.Children.TryGetValue(name, out var value))
            {
                return Text(value);
            }

            return name.Split('.', 2) is [var resource, var path] ? Attribute(format, resource, path) : Attribute(format, name, Ref);
        });
    }

    private string Attribute(YamlNode at, string name, string path) =>
        attribute(name, path) ?? throw TemplateFault.At(at, path == Ref ? $"{name} is not defined." : $"{name}.{path} is not supported.");

    private string Text(YamlNode node) => Resolve(node)?.ToString() ?? "";

    private IEnumerable<string> Values(YamlNode node) => ((JsonArray)Resolve(node)!).Select(item => item!.ToString());

    private static IList<YamlNode> Items(YamlNode node) =>
        (node as YamlSequenceNode)?.Children ?? throw TemplateFault.At(node, "A list is expected here.");

    private static YamlNode Item(YamlNode node, int index) =>
        Items(node).ElementAtOrDefault(index) ?? throw TemplateFault.At(node, $"This list needs {index + 1} items.");

    private static string Scalar(YamlNode node) =>
        (node as YamlScalarNode)?.Value ?? throw TemplateFault.At(node, "A text is expected here.");

    [GeneratedRegex(@"\$\{([^}]+)\}")]
    private static partial Regex Placeholder();
}
