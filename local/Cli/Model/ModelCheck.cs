using ImageClassification.Contracts;
using ImageClassification.Inference.Classification;

namespace ImageClassification.Cli.Model;

/// <param name="Error">Why the model is not as it must be; null if it is, and only then the rest is there.</param>
internal sealed record ModelCheck(string Folder, string? Error = null)
{
    public ModelIdentity? Model { get; init; }

    /// <summary>The ONNX file's.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Types and shapes, for people.</summary>
    public string? Graph { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>How many values of the golden tensor are equal: all. Null without golden files.</summary>
    public int? GoldenValues { get; init; }

    /// <summary>The largest between two probabilities.</summary>
    public double? GoldenDifference { get; init; }

    /// <summary>Guesses that are not proven, one sentence each.</summary>
    public IReadOnlyList<string> Uncertain { get; init; } = [];

    /// <summary>Fields that were guessed, and are accepted now. Null where that was not asked for.</summary>
    public IReadOnlyList<string>? Accepted { get; init; }

    /// <summary>Medians.</summary>
    public InferenceTimes? Times { get; init; }
}
