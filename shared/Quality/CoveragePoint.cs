namespace ImageClassification.Quality;

/// <summary>Accuracy and coverage if only confident answers are used.</summary>
/// <param name="Threshold">The least confidence.</param>
/// <param name="Covered">Images with at least this confidence.</param>
/// <param name="Right">How many of them are right.</param>
public sealed record CoveragePoint(double Threshold, int Covered, int Right);
