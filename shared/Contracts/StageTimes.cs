namespace ImageClassification.Contracts;

/// <summary>Milliseconds spent on one image.</summary>
/// <param name="Fetch">From the request to the last byte.</param>
/// <param name="Decode">Bytes to pixels.</param>
/// <param name="Preprocess">Pixels to tensor.</param>
/// <param name="Infer">The model's run.</param>
public sealed record StageTimes(double Fetch, double Decode, double Preprocess, double Infer);
