namespace ImageClassification.Quality;

/// <summary>A cell of the confusion matrix. Cells without an image are omitted.</summary>
/// <param name="Truth">What the images show. Of an image that shows several, the one it was given, else the first.</param>
/// <param name="Label">What they are given.</param>
/// <param name="Count">How many.</param>
public sealed record Confusion(string Truth, string Label, int Count);
