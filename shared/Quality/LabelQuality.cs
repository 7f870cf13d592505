namespace ImageClassification.Quality;

/// <summary>How good a model is at one label. A share is 0 where there is nothing to divide by, as scikit-learn has it.</summary>
/// <param name="Label">Of a truth or of a prediction.</param>
/// <param name="Support">Images that show it. Of several truths, one counts, as in <see cref="QualityReport.Matrix"/>; for a multi-label model, all.</param>
/// <param name="Predicted">Images that are given it.</param>
/// <param name="Right">Images that show it and are given it.</param>
public sealed record LabelQuality(string Label, int Support, int Predicted, int Right)
{
    /// <summary>Share of the images that are given it whose label is right.</summary>
    public double Precision => Share(Right, Predicted);

    /// <summary>Share of the images that show it whose label is right.</summary>
    public double Recall => Share(Right, Support);

    /// <summary>Their harmonic mean.</summary>
    public double F1 => Share(2 * Right, Predicted + Support);

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
