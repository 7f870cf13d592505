using System.Runtime.InteropServices;

namespace ImageClassification.Models.TfLite.Operations;

/// <summary>
/// Sums of products of an input and weights. If both and the output are bytes, the sums are whole numbers and are scaled to the output
/// as TensorFlow Lite's kernels do it: multiplied by a fixed-point number and rounded, then divided by a power of two and rounded again.
/// QLinearConv rounds once, and the difference adds up from layer to layer.
/// <see href="https://github.com/tensorflow/tensorflow/blob/v2.9.0/tensorflow/lite/kernels/internal/common.h"/>, MultiplyByQuantizedMultiplier
/// </summary>
internal sealed class Sum
{
    /// <summary>TensorFlow Lite rounds halves away from zero, ONNX to even: this factor moves a half past the tie, and nothing else.</summary>
    public const float More = 1 + (1f / (1 << 22));

    private readonly Step _step;
    private readonly double[] _scales;
    private readonly bool _isOfSteps;

    public Sum(Step step, TfLiteTensor input, TfLiteTensor weights)
    {
        _step = step;
        _scales = [.. weights.Scale.Select(scale => scale * (double)input.Scale.FirstOrDefault(1))];
        _isOfSteps = Array.TrueForAll([input, weights, step.Output], tensor => tensor.IsOfBytes);
        (Input, Weights) = _isOfSteps ? (input.InSteps, weights.InSteps) : (input, weights);
    }

    /// <summary>The operand to read: whole numbers as float32, whose sums are exact below 2^24, or real values.</summary>
    public TfLiteTensor Input { get; }

    public TfLiteTensor Weights { get; }

    /// <summary>None or one. Integers are in the scale of the products.</summary>
    public IEnumerable<string> Bias(int index) => _step.Optional(index) switch
    {
        null => [],
        { Type: TfLiteType.Int32 or TfLiteType.Int64 } bias =>
            [_step.Tensors.Read(bias with { Scale = _isOfSteps ? [1] : [.. _scales.Select(scale => (float)scale)], Axis = 0 })],
        var bias => [_step.Tensors.Read(bias)],
    };

    /// <param name="field">Of the options, which holds the activation.</param>
    public void Write(string sum, bool channelsFirst, int field)
    {
        if (!_isOfSteps)
        {
            _step.Write(sum, channelsFirst, field);
            return;
        }

        var graph = _step.Graph;
        var factors = Array.ConvertAll(_scales, scale => scale / _step.Output.Scale[0]);
        var powers = Array.ConvertAll(factors, factor => Math.Pow(2, Math.Max(0, -Math.ILogB(factor) - 1)));

        // Div instead of Mul: ONNX Runtime folds a Mul into the weights, and the sums would no longer be exact.
        var quotient = graph.Node("Div", [sum, Numbers(factors.Zip(powers, (factor, power) => 1 / (factor * power)))]);
        var rounded = graph.Node("Floor", [graph.Node("Add", [quotient, graph.Scalar(0.5f)])]);
        _step.WriteSteps(graph.Node("Mul", [rounded, Numbers(powers.Select(power => More / power))]), channelsFirst, field);

        string Numbers(IEnumerable<double> values) => graph.Constant(
            OnnxType.Float, factors.Length == 1 ? [] : channelsFirst ? [factors.Length, 1, 1] : [factors.Length],
            MemoryMarshal.AsBytes(values.Select(value => (float)value).ToArray().AsSpan()));
    }
}
