using System.Text.Json.Nodes;

namespace ImageClassification.Runner.Templates;

/// <param name="Properties">AttributeDefinitions, KeySchema and GlobalSecondaryIndexes, as the template has them.</param>
internal sealed record TableResource(string Name, JsonObject Properties);
