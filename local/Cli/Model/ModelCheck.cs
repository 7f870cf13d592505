using ImageClassification.Contracts;
using ImageClassification.Inference.Classification;

namespace ImageClassification.Cli.Model;

/// <param name="Sha256">The ONNX file's.</param>
/// <param name="Graph">Types and shapes, for people.</param>
/// <param name="GoldenValues">How many values of the golden tensor are equal: all. Null without golden files.</param>
/// <param name="GoldenDifference">The largest between two probabilities.</param>
/// <param name="Times">Medians.</param>
internal sealed record ModelCheck(
    string Folder, ModelIdentity Model, string Sha256, string Graph, IReadOnlyList<string> Labels, int? GoldenValues, double? GoldenDifference, InferenceTimes Times);
