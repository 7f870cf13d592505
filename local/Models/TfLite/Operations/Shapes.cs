using ImageClassification.Inference;

namespace ImageClassification.Models.TfLite.Operations;

/// <summary>What moves values, and computes with shapes.</summary>
internal static class Shapes
{
    public static void Reshape(Step step)
    {
        var shape = step.Optional(1) switch
        {
            null => step.Graph.Constant(step.Options.Values<int>(0)),
            { IsConstant: true } => step.Graph.Constant(step.Integers(1)), // old files have a number for a vector of one
            var computed => step.Tensors.Indices(computed),
        };
        step.Write(step.Graph.Node("Reshape", [step.Read(0), shape]));
    }

    public static void Squeeze(Step step)
    {
        var shape = step.Input(0).Shape;
        var sides = step.Options.Values<int>(0);
        step.Write(step.Graph.Node(
            "Squeeze", [step.Read(0), step.Graph.Constant(sides.Length > 0 ? sides : Enumerable.Range(0, shape.Length).Where(side => shape[side] == 1))]));
    }

    public static void ExpandDims(Step step) => step.Write(step.Graph.Node("Unsqueeze", [step.Read(0), step.Graph.Constant(step.Integers(1))]));

    /// <summary>Moving the channels is free: the image is only taken to be held the other way.</summary>
    public static void Transpose(Step step)
    {
        var (input, order) = (step.Input(0), step.Integers(1));
        var wasFirst = step.Tensors.IsChannelsFirst(input);
        if (!input.IsConstant && SameQuantization(input, step.Output) && order.SequenceEqual(wasFirst ? [0, 3, 1, 2] : [0L, 2, 3, 1]))
        {
            step.Tensors.Store(step.Output, new(step.Tensors.Stored(input).Name, !wasFirst));
            return;
        }

        step.Write(step.Tensors.Read(input, [.. order.Select(side => (int)side)]));
    }

    public static void Concatenate(Step step)
    {
        var first = step.Inputs.Any(step.Tensors.IsChannelsFirst);
        var axis = Step.Side(step.Options.Value<int>(0), step.Output.Shape.Length, first);
        step.Write(step.Graph.Node("Concat", step.Inputs.Select(input => step.Tensors.Read(input, first)), ("axis", axis)), first, field: 1);
    }

    public static void Split(Step step) => Split(step, step.Input(1), step.Integers(0)[0], null);

    public static void SplitSizes(Step step) => Split(step, step.Input(0), step.Integers(2)[0], step.Integers(1));

    public static void Pack(Step step)
    {
        var axis = step.Options.Value<int>(1);
        step.Write(step.Graph.Node(
            "Concat", step.Inputs.Select(input => step.Graph.Node("Unsqueeze", [step.Tensors.Read(input), step.Graph.Constant((long)axis)])), ("axis", axis)));
    }

    public static void Unpack(Step step)
    {
        var axis = step.Options.Value<int>(1);
        var parts = step.Graph.Nodes("Split", [step.Read(0)], step.Outputs.Count, ("axis", axis), ("num_outputs", step.Outputs.Count));
        foreach (var (part, output) in parts.Zip(step.Outputs))
        {
            step.Tensors.Write(output, step.Graph.Node("Squeeze", [part, step.Graph.Constant((long)axis)]));
        }
    }

    public static void Pad(Step step) => Pad(step, "constant", step.Optional(2) is { } value ? [step.Tensors.Read(value)] : []);

    public static void MirrorPad(Step step)
    {
        var isSymmetric = step.Options.Value<byte>(0) == 1;
        if (isSymmetric && step.Integers(1).Any(pad => pad > 1))
        {
            throw new ModelException("it mirrors more than one line of the image's edge, which ONNX does not support");
        }

        Pad(step, isSymmetric ? "edge" : "reflect", []);
    }

    public static void Slice(Step step)
    {
        var (begin, size) = (step.Integers(1), step.Integers(2));
        step.Write(Slice(step, step.Read(0), begin, [.. size.Select((length, side) => length < 0 ? long.MaxValue : begin[side] + length)], null));
    }

    public static void Reverse(Step step)
    {
        var axes = step.Integers(1);
        step.Write(step.Graph.Node(
            "Slice",
            [step.Read(0), .. new[] { -1L, long.MinValue }.Select(value => step.Graph.Constant([.. axes.Select(_ => value)])), step.Graph.Constant(axes), step.Graph.Constant([.. axes.Select(_ => -1L)])]));
    }

    public static void Gather(Step step)
    {
        if (step.Options.Value<int>(1) != 0)
        {
            throw new ModelException("it gathers by batches");
        }

        step.Write(step.Graph.Node("Gather", [step.Read(0), step.Tensors.Indices(step.Input(1))], ("axis", step.Options.Value<int>(0))));
    }

    /// <summary>Of inputs 0 and 1: the values, and a shape.</summary>
    public static Action<Step> ByShape(string operation, int values = 0) => step =>
        step.Write(step.Graph.Node(operation, [step.Read(values), step.Tensors.Indices(step.Input(1 - values))]));

    public static void Shape(Step step)
    {
        var (name, isFirst) = step.Tensors.Stored(step.Input(0));
        var shape = step.Graph.Node("Shape", [name]);
        var inOrder = isFirst ? step.Graph.Node("Gather", [shape, step.Graph.Constant(GraphConversion.SidesFirst)]) : shape;
        step.Write(step.Graph.Node("Cast", [inOrder], ("to", GraphConversion.TypeOf(step.Output))));
    }

    public static string Slice(Step step, string value, long[] begin, long[] end, long[]? strides) => step.Graph.Node(
        "Slice",
        [
            value, step.Graph.Constant(begin), step.Graph.Constant(end),
            step.Graph.Constant(Enumerable.Range(0, begin.Length)), step.Graph.Constant(strides ?? [.. begin.Select(_ => 1L)]),
        ]);

    private static void Split(Step step, TfLiteTensor input, long axis, long[]? sizes)
    {
        var first = step.Tensors.IsChannelsFirst(input);
        var side = Step.Side(axis, input.Shape.Length, first);
        var value = step.Tensors.Read(input, first);
        var parts = sizes is null
            ? step.Graph.Nodes("Split", [value], step.Outputs.Count, ("axis", side), ("num_outputs", step.Outputs.Count))
            : step.Graph.Nodes("Split", [value, step.Graph.Constant(sizes)], step.Outputs.Count, ("axis", side));
        foreach (var (part, output) in parts.Zip(step.Outputs))
        {
            step.Tensors.Write(output, part, first);
        }
    }

    private static void Pad(Step step, string mode, string[] value)
    {
        var (first, pads) = (step.Tensors.IsChannelsFirst(step.Input(0)), step.Integers(1));
        int[] sides = first ? [0, 3, 1, 2] : [.. Enumerable.Range(0, pads.Length / 2)];
        var ordered = step.Graph.Constant([.. sides.Select(side => pads[side * 2]), .. sides.Select(side => pads[(side * 2) + 1])]);
        step.Write(step.Graph.Node("Pad", [step.Read(0, first), ordered, .. value], ("mode", mode)), first);
    }

    private static bool SameQuantization(TfLiteTensor one, TfLiteTensor other) =>
        one.Type == other.Type && one.Scale.SequenceEqual(other.Scale) && one.ZeroPoint.SequenceEqual(other.ZeroPoint);
}
