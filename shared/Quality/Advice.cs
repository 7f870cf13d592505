namespace ImageClassification.Quality;

/// <summary>The lowest confidence from which on a model is right as often as wished.</summary>
/// <param name="Target">The accuracy wished for.</param>
/// <param name="Threshold">The least confidence.</param>
/// <param name="Accuracy">Of the images from there on.</param>
/// <param name="Coverage">Their share of all images with a truth.</param>
/// <param name="Left">The others, which are left to look at.</param>
public sealed record Advice(double Target, double Threshold, double Accuracy, double Coverage, int Left);
