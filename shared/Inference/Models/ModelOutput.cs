namespace ImageClassification.Inference.Models;

/// <summary>The tensor that the model gives: one float32 for each label.</summary>
internal sealed record ModelOutput
{
    public required string Name { get; init; }

    public required Activation Activation { get; init; }
}
