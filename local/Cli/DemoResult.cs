using ImageClassification.Contracts;

namespace ImageClassification.Cli;

/// <param name="Seconds">From the first upload to the last prediction.</param>
/// <param name="Missing">The keys without a prediction.</param>
internal sealed record DemoResult(int Uploaded, int Predicted, double Seconds, IReadOnlyList<string> Missing, IReadOnlyList<Prediction> Predictions);
