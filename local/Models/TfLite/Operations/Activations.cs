using ImageClassification.Inference;

namespace ImageClassification.Models.TfLite.Operations;

internal static class Activations
{
    /// <param name="kind">ActivationFunctionType of TensorFlow Lite's schema.</param>
    /// <param name="unit">What 1 of the value stands for.</param>
    public static string Apply(Step step, string value, int kind, float unit = 1) => kind switch
    {
        0 => value,
        1 => Clip(step, value, 0, float.PositiveInfinity, unit),
        2 => Clip(step, value, -1, 1, unit),
        3 => Clip(step, value, 0, 6, unit),
        4 when unit == 1 => step.Graph.Node("Tanh", [value]),
        _ => throw new ModelException($"its activation number {kind} is not converted"),
    };

    /// <summary>As the step that it is: RELU6 and its kind.</summary>
    public static Action<Step> Of(float low, float high) => step =>
    {
        var first = step.Tensors.IsChannelsFirst(step.Input(0));
        step.Write(Clip(step, step.Read(0, first), low, high), first);
    };

    /// <summary>Omitted where the quantized output cannot hold more: ONNX Runtime then fuses the integers' computation.</summary>
    private static string Clip(Step step, string value, float low, float high, float unit = 1)
    {
        if (step.Output is { IsQuantized: true } output && Steps(low) <= LowestOf(output.Type) && Steps(high) >= HighestOf(output.Type))
        {
            return value;
        }

        return float.IsInfinity(high) ? step.Graph.Node("Relu", [value]) : step.Graph.Node("Clip", [value, step.Graph.Scalar(low / unit), step.Graph.Scalar(high / unit)]);

        double Steps(float real) => step.Output.ZeroPointOf(0) + Math.Round((double)real / step.Output.Scale[0], MidpointRounding.AwayFromZero);
    }

    private static int LowestOf(TfLiteType type) => type switch { TfLiteType.UInt8 => 0, TfLiteType.Int8 => sbyte.MinValue, _ => short.MinValue };

    private static int HighestOf(TfLiteType type) => type switch { TfLiteType.UInt8 => byte.MaxValue, TfLiteType.Int8 => sbyte.MaxValue, _ => short.MaxValue };
}
