namespace ImageClassification.Inference.Models;

/// <summary>The tensor that the model gives, float32 or float16: a value for each label, or one value that says how likely the second of two is.</summary>
internal sealed record ModelOutput
{
    public required string Name { get; init; }

    public required Activation Activation { get; init; }
}
