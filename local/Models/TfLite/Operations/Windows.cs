using ImageClassification.Inference;

namespace ImageClassification.Models.TfLite.Operations;

/// <summary>Operations with a window over the image, or that change its size.</summary>
internal static class Windows
{
    public static void MaxPool(Step step) => step.Write(Pool(step, "MaxPool", step.Read(0, true)), true, field: 5);

    /// <summary>TensorFlow Lite rounds the average of the bytes themselves, halves away from zero.</summary>
    public static void AveragePool(Step step)
    {
        if (step.Input(0) is { IsOfBytes: true } image && step.Output.IsOfBytes)
        {
            var zeroPoint = step.Graph.Scalar(image.ZeroPointOf(0));
            var average = Pool(step, "AveragePool", step.Graph.Node("Add", [step.Tensors.Read(image.InSteps, true), zeroPoint]));
            step.WriteSteps(
                step.Graph.Node("Sub", [step.Graph.Node("Round", [step.Graph.Node("Mul", [average, step.Graph.Scalar(Sum.More)])]), zeroPoint]),
                true, field: 5);
        }
        else
        {
            step.Write(Pool(step, "AveragePool", step.Read(0, true)), true, field: 5);
        }
    }

    public static void ResizeBilinear(Step step) => Resize(step, 2, "linear", "floor");

    public static void ResizeNearest(Step step) => Resize(step, 0, "nearest", step.Options.Flag(0) || step.Options.Flag(1) ? "round_prefer_ceil" : "floor");

    public static void DepthToSpace(Step step) =>
        step.Write(step.Graph.Node("DepthToSpace", [step.Read(0, true)], ("blocksize", step.Options.Value<int>(0)), ("mode", "DCR")), true);

    public static void SpaceToDepth(Step step) =>
        step.Write(step.Graph.Node("SpaceToDepth", [step.Read(0, true)], ("blocksize", step.Options.Value<int>(0))), true);

    /// <summary>ONNX divides alpha by the number of channels that it sums.</summary>
    public static void LocalResponseNormalization(Step step)
    {
        var (size, options) = ((step.Options.Value<int>(0) * 2) + 1, step.Options);
        step.Write(
            step.Graph.Node(
                "LRN",
                [step.Read(0, true)],
                ("size", size),
                ("bias", options.Value<float>(1)),
                ("alpha", options.Value<float>(2) * size),
                ("beta", options.Value<float>(3))),
            true);
    }

    public static bool IsSame(FlatTable options) => options.Value<byte>(0) == 0;

    /// <summary>Down and across.</summary>
    public static int[] Strides(FlatTable options) => [options.Value<int>(2), options.Value<int>(1)];

    /// <summary>Above, left, below, right.</summary>
    public static int[] Pads(Step step, TfLiteTensor image, int[] kernel, int[] dilations)
    {
        if (!image.IsImage)
        {
            throw new ModelException($"'{image.Name}' has {image.Shape.Length} sides, not 4");
        }

        if (!IsSame(step.Options))
        {
            return [0, 0, 0, 0];
        }

        var strides = Strides(step.Options);
        var (top, bottom) = Same(image.Shape[1], kernel[0], strides[0], dilations[0]);
        var (left, right) = Same(image.Shape[2], kernel[1], strides[1], dilations[1]);
        return [top, left, bottom, right];
    }

    /// <summary>So that there is an output for each stride; an odd pixel is added at the end.</summary>
    public static (int Begin, int End) Same(int length, int kernel, int stride, int dilation)
    {
        var outputs = (length + stride - 1) / stride;
        var total = Math.Max(((outputs - 1) * stride) + ((kernel - 1) * dilation) + 1 - length, 0);
        return (total / 2, total - (total / 2));
    }

    private static string Pool(Step step, string operation, string value)
    {
        int[] kernel = [step.Options.Value<int>(4), step.Options.Value<int>(3)];
        return step.Graph.Node(
            operation, [value], ("kernel_shape", kernel), ("strides", Strides(step.Options)), ("pads", Pads(step, step.Input(0), kernel, [1, 1])));
    }

    private static void Resize(Step step, int alignCorners, string mode, string rounding)
    {
        var coordinates = step.Options.Flag(alignCorners) ? "align_corners" : step.Options.Flag(alignCorners + 1) ? "half_pixel" : "asymmetric";
        var image = step.Read(0, true);
        var kept = step.Graph.Node("Shape", [image], ("end", 2)); // batch and channels
        step.Write(
            step.Graph.Node(
                "Resize",
                [image, "", "", step.Graph.Node("Concat", [kept, step.Tensors.Indices(step.Input(1))], ("axis", 0))],
                ("mode", mode),
                ("nearest_mode", rounding),
                ("coordinate_transformation_mode", coordinates)),
            true);
    }
}
