namespace ImageClassification.Models.Onnx;

/// <summary>The first operations of a graph on its pixels: x · Scale + Offset, one value for all channels or one for each.</summary>
internal sealed record GraphBeginning(double[] Scale, double[] Offset, bool ChannelsMoved)
{
    /// <summary>Operations that leave the values as they are.</summary>
    private static readonly HashSet<string> Forms =
        ["Identity", "Cast", "Transpose", "Reshape", "Unsqueeze", "Squeeze", "QuantizeLinear", "DequantizeLinear", "Pad"];

    /// <summary>Factors under which a graph takes values up to 255, as no normalization of values up to 1 has them.</summary>
    private const double OfPixels = 0.05;

    /// <summary>Whether the values that it takes are pixels, 0 to 255.</summary>
    public bool TakesPixels => Scale.All(scale => Math.Abs(scale) < OfPixels) || Offset.Zip(Scale).Any(pair => Math.Abs(pair.First / pair.Second) > 10);

    /// <summary>Whether it normalizes values from 0 to 1 by a mean and a deviation.</summary>
    public bool TakesShares => !TakesPixels && Scale.Zip(Offset).All(pair => Math.Abs(pair.First) > 1.5 && pair.Second / pair.First is < -0.2 and > -0.8);

    public static GraphBeginning Of(OnnxFile file, string input)
    {
        var found = new GraphBeginning([1], [0], false);
        for (var value = input; file.UsersOf(value).Take(2).ToList() is [var user] && user.Outputs.Count > 0; value = user.Outputs[0])
        {
            var operand = user.Inputs.Where(other => other != value).Select(file.Constant).FirstOrDefault()?.Values;
            var isOfChannels = operand is { Length: 1 or 3 };
            switch (user.Operation)
            {
                case "Transpose":
                    found = found with { ChannelsMoved = true };
                    break;
                case var form when Forms.Contains(form):
                    break;
                case "Mul" when isOfChannels:
                    found = found with { Scale = Each(found.Scale, operand!, (a, b) => a * b), Offset = Each(found.Offset, operand!, (a, b) => a * b) };
                    break;
                case "Div" when isOfChannels && user.Inputs[0] == value:
                    found = found with { Scale = Each(found.Scale, operand!, (a, b) => a / b), Offset = Each(found.Offset, operand!, (a, b) => a / b) };
                    break;
                case "Add" when isOfChannels:
                    found = found with { Offset = Each(found.Offset, operand!, (a, b) => a + b) };
                    break;
                case "Sub" when isOfChannels && user.Inputs[0] == value:
                    found = found with { Offset = Each(found.Offset, operand!, (a, b) => a - b) };
                    break;
                default:
                    return found;
            }
        }

        return found;
    }

    private static double[] Each(double[] left, double[] right, Func<double, double, double> operation) =>
        [.. Enumerable.Range(0, Math.Max(left.Length, right.Length)).Select(index => operation(left[index % left.Length], right[index % right.Length]))];
}
