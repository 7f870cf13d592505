namespace ImageClassification.Inference.Models;

/// <summary>
/// One operation on every pixel value, with one operand for all channels or one for each of the tensor's. Then the value is a
/// float32 again, as in numpy; computed in float64 it is as Hugging Face's rescale.
/// </summary>
internal sealed record NormalizationStep(Arithmetic Operation, IReadOnlyList<double> Values, bool InDouble = false)
{
    public float Apply(float value, int channel)
    {
        var operand = Values[Values.Count == 1 ? 0 : channel];
        return InDouble ? (float)Result<double>(value, operand) : Result<float>(value, (float)operand);
    }

    private T Result<T>(T value, T operand)
        where T : System.Numerics.INumber<T> => Operation switch
        {
            Arithmetic.Add => value + operand,
            Arithmetic.Subtract => value - operand,
            Arithmetic.Multiply => value * operand,
            _ => value / operand,
        };
}
