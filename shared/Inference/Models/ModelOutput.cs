namespace ImageClassification.Inference.Models;

/// <summary>
/// What the model gives: a tensor of any numbers with a value for each label, or one value that says how likely the second of two is;
/// or a sequence of maps from label to value, as of scikit-learn's and Azure Custom Vision's converters.
/// </summary>
internal sealed record ModelOutput
{
    public required string Name { get; init; }

    public required Activation Activation { get; init; }

    /// <summary>Of a quantized output: the value is (number − zeroPoint) · scale.</summary>
    public double Scale { get; init; } = 1;

    public int ZeroPoint { get; init; }
}
