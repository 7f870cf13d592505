using ImageClassification.Inference;

namespace ImageClassification.Models.TfLite.Operations;

/// <summary>Elementwise operations, and reductions over axes. The channels keep their place.</summary>
internal static class Elementwise
{
    /// <summary>Of one input.</summary>
    /// <param name="attributes">Of the ONNX operation.</param>
    public static Action<Step> Unary(string operation, Func<Step, (string, object)[]>? attributes = null) =>
        Unary((step, value) => step.Graph.Node(operation, [value], attributes?.Invoke(step) ?? []));

    public static Action<Step> Unary(Func<Step, string, string> compute) => step =>
    {
        var first = step.Tensors.IsChannelsFirst(step.Input(0));
        step.Write(compute(step, step.Read(0, first)), first);
    };

    /// <summary>Of inputs that are broadcast.</summary>
    /// <param name="activation">The field of the options, negative where there is none.</param>
    public static Action<Step> Broadcast(string operation, int activation = -1) => Broadcast((step, inputs) => step.Graph.Node(operation, inputs), activation);

    public static Action<Step> Broadcast(Func<Step, string[], string> compute, int activation = -1) => step =>
    {
        var first = AreChannelsFirst(step);
        step.Write(compute(step, [.. step.Inputs.Select(input => step.Tensors.Read(input, first))]), first, activation);
    };

    public static void Multiply(Step step)
    {
        var (first, product) = (AreChannelsFirst(step), new Sum(step, step.Input(0), step.Input(1)));
        product.Write(step.Graph.Node("Mul", [step.Tensors.Read(product.Input, first), step.Tensors.Read(product.Weights, first)]), first, field: 0);
    }

    public static string Square(Step step, string value) => step.Graph.Node("Mul", [value, value]);

    public static Action<Step> Reduce(string operation) => step =>
    {
        var (input, keep) = (step.Input(0), step.Options.Flag(0));
        var axes = step.Integers(1).Select(axis => Step.Side(axis, input.Shape.Length, false)).Order().ToArray();
        var first = step.Tensors.IsChannelsFirst(input) && (keep || axes.SequenceEqual([1, 2]));
        step.Write(
            step.Graph.Node(
                operation,
                [step.Read(0, first), step.Graph.Constant(axes.Select(axis => Step.Side(axis, input.Shape.Length, first)))],
                ("keepdims", keep)),
            first);
    };

    public static Action<Step> ArgOf(string operation) => step =>
    {
        var index = step.Graph.Node(operation, [step.Read(0)], ("axis", step.Integers(1)[0]), ("keepdims", 0));
        step.Write(step.Graph.Node("Cast", [index], ("to", GraphConversion.TypeOf(step.Output))));
    };

    /// <summary>Over the channels.</summary>
    public static Action<Step> Softmax(string operation) => step =>
    {
        var (input, beta) = (step.Input(0), operation == "Softmax" ? step.Options.Value<float>(0) : 1);
        var first = step.Tensors.IsChannelsFirst(input);
        var value = step.Read(0, first);
        step.Write(
            step.Graph.Node(operation, [beta == 1 ? value : step.Graph.Node("Mul", [value, step.Graph.Scalar(beta)])], ("axis", first ? 1 : -1)),
            first);
    };

    public static void NormalizeLength(Step step)
    {
        const float Least = 1e-6f; // as TensorFlow Lite's kernel
        var value = step.Read(0);
        var length = step.Graph.Node("ReduceL2", [value, step.Graph.Constant(-1L)]);
        step.Write(step.Graph.Node("Div", [value, step.Graph.Node("Max", [length, step.Graph.Scalar(Least)])]), field: 0);
    }

    public static void Cast(Step step)
    {
        if (step.Input(0).IsQuantized || step.Output.IsQuantized)
        {
            throw new ModelException("it takes the integers of a quantized tensor for numbers");
        }

        Unary("Cast", _ => [("to", GraphConversion.TypeOf(step.Output))])(step);
    }

    /// <summary>A constant stays a constant, with its stored integers or halves.</summary>
    public static void Dequantize(Step step)
    {
        if (step.Input(0) is { IsConstant: true } constant)
        {
            step.Tensors.Replace(step.Output, constant);
        }
        else
        {
            Unary((_, value) => value)(step);
        }
    }

    private static bool AreChannelsFirst(Step step) => step.Inputs.Any(step.Tensors.IsChannelsFirst)
        && step.Inputs.All(input => input.IsImage || (input.IsConstant && input.Shape.Length < 4));
}
