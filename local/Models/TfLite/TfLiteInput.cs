using ImageClassification.Inference;

namespace ImageClassification.Models.TfLite;

/// <summary>How a model is to be fed.</summary>
internal static class TfLiteInput
{
    private const float Tolerance = 0.02f;

    /// <summary>The ranges to which training code maps 0 to 255 with one scale for all channels.</summary>
    private static readonly (float Low, float High)[] Ranges = [(0, 255), (0, 1), (-1, 1)];

    /// <summary>
    /// Whether a quantized input is fed with the pixels as they are, as everybody does with bytes (TensorFlow Lite's Task library too).
    /// Signed bytes are pixels less 128, where their real values are one of the usual ranges; else they have to be computed:
    /// the ONNX model takes the real values, and quantizes them as TensorFlow Lite's users have to.
    /// </summary>
    public static bool TakesPixels(TfLiteTensor input)
    {
        if (input.Type != TfLiteType.Int8)
        {
            return input.Type == TfLiteType.UInt8;
        }

        var (low, high) = (Real(sbyte.MinValue), Real(sbyte.MaxValue));
        return Array.Exists(Ranges, range => IsNear(low, range.Low, range) && IsNear(high, range.High, range));

        float Real(int value) => input.Scale[0] * (value - input.ZeroPointOf(0));

        static bool IsNear(float value, float expected, (float Low, float High) range) => Math.Abs(value - expected) <= Tolerance * (range.High - range.Low);
    }

    /// <summary>With -1 for a batch of any size.</summary>
    /// <exception cref="ModelException">Another side than the batch varies.</exception>
    public static int[] ShapeOf(TfLiteTensor tensor)
    {
        var shape = tensor.Signature.Length == tensor.Shape.Length ? tensor.Signature : tensor.Shape;
        return !shape.Skip(1).Any(side => side < 0) ? shape
            : throw new ModelException(
                $"'{tensor.Name}' of the .tflite model has the shape ({string.Join(", ", shape)}): "
                + "-1 is any length. Export it with an image of a fixed size.");
    }
}
