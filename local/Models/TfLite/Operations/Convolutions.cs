using ImageClassification.Inference;

namespace ImageClassification.Models.TfLite.Operations;

/// <summary>Operations that multiply by weights.</summary>
internal static class Convolutions
{
    /// <summary>Weights (out, height, width, in of a group) become (out, in of a group, height, width).</summary>
    public static void Convolution(Step step) => Convolve(step, [0, 3, 1, 2], step.Input(0).Shape[^1] / step.Input(1).Shape[^1], activation: 3);

    /// <summary>Weights (1, height, width, out) become (out, 1, height, width).</summary>
    public static void Depthwise(Step step) => Convolve(step, [3, 0, 1, 2], step.Input(0).Shape[^1], activation: 4);

    public static void Transposed(Step step)
    {
        var (weights, image, size) = (step.Input(1), step.Input(2), step.Integers(0));
        var strides = Windows.Strides(step.Options);
        List<(int Begin, int End, int More)> pads = [.. Enumerable.Range(0, 2).Select(side =>
        {
            var (kernel, length) = (weights.Shape[side + 1], (int)size[side + 1]);
            var (begin, end) = Windows.IsSame(step.Options) ? Windows.Same(length, kernel, strides[side], 1) : (0, 0);
            return (begin, end, length - (((image.Shape[side + 1] - 1) * strides[side]) + kernel - begin - end));
        })];
        var sum = new Sum(step, image, weights);
        sum.Write(
            step.Graph.Node(
                "ConvTranspose",
                [step.Tensors.Read(sum.Input, true), step.Tensors.Read(sum.Weights, [3, 0, 1, 2]), .. sum.Bias(3)],
                ("strides", strides),
                ("pads", new[] { pads[0].Begin, pads[1].Begin, pads[0].End, pads[1].End }),
                ("output_padding", new[] { pads[0].More, pads[1].More })),
            true,
            field: 3);
    }

    /// <summary>Weights (out, in).</summary>
    public static void FullyConnected(Step step)
    {
        var (input, weights) = (step.Input(0), step.Input(1));
        if (step.Options.Value<byte>(1) != 0)
        {
            throw new ModelException("its weights are shuffled for certain processors");
        }

        var sum = new Sum(step, input, weights);
        var value = step.Tensors.Read(sum.Input);
        if (step.Options.Flag(2) && input.Shape.Length != 2)
        {
            value = step.Graph.Node("MatMul", [value, step.Tensors.Read(sum.Weights, [1, 0])]);
            value = sum.Bias(2).Aggregate(value, (product, bias) => step.Graph.Node("Add", [product, bias]));
        }
        else
        {
            var rows = input.Shape.Length == 2 ? value : step.Graph.Node("Reshape", [value, step.Graph.Constant(-1, weights.Shape[1])]);
            value = step.Graph.Node("Gemm", [rows, step.Tensors.Read(sum.Weights), .. sum.Bias(2)], ("transB", 1));
        }

        sum.Write(value, false, 0);
    }

    public static void MatrixProduct(Step step)
    {
        var sides = step.Input(0).Shape.Length;
        step.Write(step.Graph.Node("MatMul", [Operand(0), Operand(1)]));

        string Operand(int index)
        {
            var rank = step.Input(index).Shape.Length;
            int[] swapped = [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2];
            return step.Options.Flag(index) ? step.Tensors.Read(step.Input(index), swapped) : step.Read(index);
        }
    }

    private static void Convolve(Step step, int[] order, int groups, int activation)
    {
        var (image, weights) = (step.Input(0), step.Input(1));
        int[] kernel = weights.Shape[1..3];
        int[] dilations = [step.Options.Value(activation + 2, 1), step.Options.Value(activation + 1, 1)];
        var sum = new Sum(step, image, weights);
        sum.Write(
            step.Graph.Node(
                "Conv",
                [step.Tensors.Read(sum.Input, true), step.Tensors.Read(sum.Weights, order), .. sum.Bias(2)],
                ("strides", Windows.Strides(step.Options)),
                ("pads", Windows.Pads(step, image, kernel, dilations)),
                ("dilations", dilations),
                ("group", groups)),
            true,
            activation);
    }
}
