namespace ImageClassification.Runner.Templates;

/// <param name="Id">The logical id.</param>
/// <param name="Attributes">As SQS names them.</param>
internal sealed record QueueResource(string Id, string Name, Dictionary<string, string> Attributes);
