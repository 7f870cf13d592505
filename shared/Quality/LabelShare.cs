namespace ImageClassification.Quality;

/// <param name="Label">A label of predictions.</param>
/// <param name="Share">Its share of all, from 0 to 1.</param>
/// <param name="Reference">Its share of the reference.</param>
public sealed record LabelShare(string Label, double Share, double Reference);
