namespace ImageClassification.Inference.Models;

/// <summary>Pixel values to the tensor's, step by step, so that every recipe is one case of this.</summary>
internal sealed record Normalization(IReadOnlyList<NormalizationStep> Steps)
{
    /// <summary>(x · scale / divisor − mean) / std, in float32 after each step, as numpy does it. Steps that change nothing are exact.</summary>
    /// <param name="scale">1/255 as a factor and 255 as a divisor differ in the last bit: state the one of the training code.</param>
    /// <param name="divisor">Instead of a factor.</param>
    /// <param name="mean">For each channel in the tensor's order; null for zeros.</param>
    /// <param name="std">For each channel in the tensor's order; null for ones.</param>
    public Normalization(double scale = 1, double divisor = 1, IReadOnlyList<double>? mean = null, IReadOnlyList<double>? std = null)
        : this([
            new(Arithmetic.Multiply, [scale]), new(Arithmetic.Divide, [divisor]), new(Arithmetic.Subtract, mean ?? [0]), new(Arithmetic.Divide, std ?? [1])])
    {
    }

    /// <summary>By name. <see href="https://github.com/keras-team/keras/blob/v3.0.0/keras/applications/imagenet_utils.py"/></summary>
    public static IReadOnlyDictionary<string, Normalization> Presets { get; } = new Dictionary<string, Normalization>
    {
        ["tf"] = new(divisor: 127.5, mean: [1]),
        ["torch"] = new(divisor: 255, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225]) { Order = ChannelOrder.Rgb },
        ["caffe"] = new(mean: [103.939, 116.779, 123.68]) { Order = ChannelOrder.Bgr },
        ["unit"] = new(divisor: 255),
        ["none"] = new(),
    };

    /// <summary>The only channel order for which a preset's numbers are meant; null if any.</summary>
    public ChannelOrder? Order { get; init; }

    /// <summary>The value for each of the 256 that a byte can have, of one of the tensor's channels.</summary>
    public float[] TableOf(int channel)
    {
        var table = new float[256];
        for (var value = 0; value < table.Length; value++)
        {
            table[value] = Steps.Aggregate((float)value, (result, step) => step.Apply(result, channel));
        }

        return table;
    }
}
