using ImageClassification.Inference.Models;

namespace ImageClassification.Inference.Classification;

/// <summary>The model's output to confidences from 0 to 1.</summary>
internal static class Confidences
{
    /// <summary>How far rounding in a graph's own softmax or sigmoid may reach past 0 or 1.</summary>
    private const double Rounding = 1e-3;

    /// <param name="values">Changed in place.</param>
    /// <param name="activation">What is still to be done.</param>
    /// <exception cref="ModelException">The output holds no numbers, or none that could be confidences.</exception>
    public static double[] Of(double[] values, Activation activation)
    {
        if (Array.FindIndex(values, value => !double.IsFinite(value)) is >= 0 and var i)
        {
            throw new ModelException($"The model's output {i} is {values[i]}: its weights are damaged, or it was exported wrongly. Export it again.");
        }

        switch (activation)
        {
            case Activation.Softmax:
                Softmax(values);
                break;
            case Activation.Sigmoid:
                Sigmoid(values);
                break;
            default:
                RequireConfidences(values);
                break;
        }

        return values;
    }

    /// <summary>Less the largest first, so that no power overflows.</summary>
    private static void Softmax(double[] values)
    {
        var largest = values.Max();
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Math.Exp(values[i] - largest);
            sum += values[i];
        }

        for (var i = 0; i < values.Length; i++)
        {
            values[i] /= sum;
        }
    }

    private static void Sigmoid(double[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = 1 / (1 + Math.Exp(-values[i]));
        }
    }

    private static void RequireConfidences(double[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = values[i] is >= -Rounding and <= 1 + Rounding
                ? Math.Clamp(values[i], 0, 1)
                : throw new ModelException(
                    $"The model's output {i} is {values[i]}, which is not a confidence from 0 to 1. Set output.activation in the manifest to softmax or sigmoid.");
        }
    }
}
