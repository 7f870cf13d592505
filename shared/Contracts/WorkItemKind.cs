namespace ImageClassification.Contracts;

/// <summary>What a work item asks for.</summary>
public enum WorkItemKind
{
    Classify,
    Delete,
}
