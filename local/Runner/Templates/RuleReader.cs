using System.Text.Json.Nodes;

namespace ImageClassification.Runner.Templates;

/// <summary>Reads an EventBridge rule on objects of a bucket.</summary>
internal static class RuleReader
{
    /// <param name="node">For faults.</param>
    /// <returns>What the rule brings, with the ARN of each function that it invokes.</returns>
    public static IEnumerable<(string Function, EventSource Source)> Read(YamlDotNet.RepresentationModel.YamlNode node, Properties rule)
    {
        var pattern = rule["EventPattern"];
        var detail = pattern?["detail"];
        if (Texts(pattern?["source"]) is not ["aws.s3"] || Texts(detail?["bucket"]?["name"]) is not [var bucket]
            || detail?["object"]?["key"] is not JsonArray { Count: 1 } keys)
        {
            throw TemplateFault.At(node, "Only rules of source aws.s3 on one bucket's name and one form of key are supported.");
        }

        var source = new EventSource.Rule(bucket, keys[0]!["prefix"]?.ToString() ?? "", Texts(pattern!["detail-type"]));
        return (rule["Targets"] as JsonArray ?? []).Select(target => (target!["Arn"]!.ToString(), (EventSource)source));
    }

    private static string[] Texts(JsonNode? list) => [.. (list as JsonArray ?? []).Select(item => item!.ToString())];
}
