namespace ImageClassification.Inference.Models;

/// <summary>
/// Pixel values to the tensor's: (x · scale / divisor − mean) / std, in float32 after each step, as numpy does it.
/// The steps that change nothing are exact, so that every preset is one case of this.
/// </summary>
/// <param name="Scale">1/255 as a factor and 255 as a divisor differ in the last bit: state what the training code does.</param>
/// <param name="Divisor">Instead of a factor.</param>
/// <param name="Mean">For each channel in the tensor's order; null for zeros.</param>
/// <param name="Std">For each channel in the tensor's order; null for ones.</param>
internal sealed record Normalization(
    double Scale = 1, double Divisor = 1, IReadOnlyList<double>? Mean = null, IReadOnlyList<double>? Std = null)
{
    /// <summary>By name. <see href="https://github.com/keras-team/keras/blob/v3.0.0/keras/applications/imagenet_utils.py"/></summary>
    public static IReadOnlyDictionary<string, Normalization> Presets { get; } = new Dictionary<string, Normalization>
    {
        ["tf"] = new(Divisor: 127.5, Mean: [1, 1, 1]),
        ["torch"] = new(Divisor: 255, Mean: [0.485, 0.456, 0.406], Std: [0.229, 0.224, 0.225]) { Order = ChannelOrder.Rgb },
        ["caffe"] = new(Mean: [103.939, 116.779, 123.68]) { Order = ChannelOrder.Bgr },
        ["unit"] = new(Divisor: 255),
        ["none"] = new(),
    };

    /// <summary>The only channel order for which a preset's numbers are meant; null if any.</summary>
    public ChannelOrder? Order { get; init; }

    /// <summary>The value for each of the 256 that a byte can have, of one of the tensor's channels.</summary>
    public float[] TableOf(int channel)
    {
        var (scale, divisor, mean, std) = ((float)Scale, (float)Divisor, (float)(Mean?[channel] ?? 0), (float)(Std?[channel] ?? 1));
        var table = new float[256];
        for (var value = 0; value < table.Length; value++)
        {
            table[value] = ((value * scale / divisor) - mean) / std;
        }

        return table;
    }
}
