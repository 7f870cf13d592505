using System.Text.Json.Nodes;

namespace ImageClassification.Runner.Templates;

/// <param name="Id">The logical id.</param>
/// <param name="Attributes">As SQS names them.</param>
internal sealed record QueueResource(string Id, string Name, Dictionary<string, string> Attributes)
{
    /// <summary>The ARN of the queue that gets events after all attempts failed, if any.</summary>
    public string? DeadLetterQueue =>
        Attributes.TryGetValue("RedrivePolicy", out var policy) ? (string?)JsonNode.Parse(policy)!["deadLetterTargetArn"] : null;
}
