namespace ImageClassification.Inference.Classification;

/// <summary>Milliseconds spent on one image.</summary>
/// <param name="Decode">Bytes to pixels.</param>
/// <param name="Preprocess">Pixels to tensor.</param>
/// <param name="Infer">The model's run.</param>
public sealed record InferenceTimes(double Decode, double Preprocess, double Infer);
