using YamlDotNet.RepresentationModel;

namespace ImageClassification.Runner.Templates;

internal static class TemplateFault
{
    public static LocalException At(YamlNode node, string message) => new($"template.yaml, line {node.Start.Line}: {message}");
}
