namespace ImageClassification.Inference.Preprocessing;

/// <summary>An image whose tensor is written.</summary>
/// <param name="Width">The image's, in pixels, as stored.</param>
/// <param name="Height">The image's, in pixels, as stored.</param>
/// <param name="Decode">Time from bytes to pixels.</param>
/// <param name="Preprocess">Time from pixels to tensor.</param>
public sealed record FilledTensor(int Width, int Height, TimeSpan Decode, TimeSpan Preprocess);
