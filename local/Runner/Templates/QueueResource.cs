namespace ImageClassification.Runner.Templates;

/// <param name="Attributes">As SQS names them.</param>
internal sealed record QueueResource(string Name, Dictionary<string, string> Attributes);
