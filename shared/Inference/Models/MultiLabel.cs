namespace ImageClassification.Inference.Models;

/// <summary>Labels are independent: a prediction has all whose confidence reaches their threshold.</summary>
/// <param name="Threshold">Above 0 and below 1, for the labels that have none of their own.</param>
/// <param name="Thresholds">By label.</param>
internal sealed record MultiLabel(double Threshold, IReadOnlyDictionary<string, double> Thresholds)
{
    public double Of(string label) => Thresholds.TryGetValue(label, out var own) ? own : Threshold;
}
