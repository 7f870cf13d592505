namespace ImageClassification.Quality;

/// <summary>Images whose confidence is in one of ten equal parts from 0 to 1, each including only its upper end.</summary>
/// <param name="From">The lower end.</param>
/// <param name="To">The upper end.</param>
/// <param name="Count">How many.</param>
/// <param name="Right">How many of them are right.</param>
/// <param name="MeanConfidence">0 where there are none.</param>
public sealed record CalibrationBin(double From, double To, int Count, int Right, double MeanConfidence)
{
    /// <summary>0 where there are none.</summary>
    public double Accuracy => Count == 0 ? 0 : (double)Right / Count;
}
