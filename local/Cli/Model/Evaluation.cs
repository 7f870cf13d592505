using ImageClassification.Quality;

namespace ImageClassification.Cli.Model;

/// <param name="Model">As name@version.</param>
/// <param name="Report">On all images.</param>
/// <param name="Wrong">Images whose label is wrong.</param>
internal sealed record Evaluation(string Model, QualityReport Report, IReadOnlyList<EvaluatedImage> Wrong);
