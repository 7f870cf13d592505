using ImageClassification.Inference;
using ImageClassification.Models.TfLite.Operations;

namespace ImageClassification.Models.TfLite;

/// <summary>Writes a .tflite model as an ONNX one that computes the same.</summary>
internal static class TfLiteConverter
{
    private const string Instead = "Convert the model that it was made from to ONNX with tf2onnx: python -m tf2onnx.convert --saved-model FOLDER --output model.onnx";

    private static readonly Dictionary<string, Action<Step>> Operations = new()
    {
        ["ABS"] = Elementwise.Unary("Abs"),
        ["ADD"] = Elementwise.Broadcast("Add", activation: 0),
        ["ADD_N"] = Elementwise.Broadcast("Sum"),
        ["ARG_MAX"] = Elementwise.ArgOf("ArgMax"),
        ["ARG_MIN"] = Elementwise.ArgOf("ArgMin"),
        ["AVERAGE_POOL_2D"] = Windows.AveragePool,
        ["BATCH_MATMUL"] = Convolutions.MatrixProduct,
        ["BROADCAST_TO"] = Shapes.ByShape("Expand"),
        ["CAST"] = Elementwise.Cast,
        ["CEIL"] = Elementwise.Unary("Ceil"),
        ["CONCATENATION"] = Shapes.Concatenate,
        ["CONV_2D"] = Convolutions.Convolution,
        ["COS"] = Elementwise.Unary("Cos"),
        ["DEPTHWISE_CONV_2D"] = Convolutions.Depthwise,
        ["DEPTH_TO_SPACE"] = Windows.DepthToSpace,
        ["DEQUANTIZE"] = Elementwise.Dequantize,
        ["DIV"] = Elementwise.Broadcast("Div", activation: 0),
        ["ELU"] = Elementwise.Unary("Elu"),
        ["EQUAL"] = Elementwise.Broadcast("Equal"),
        ["EXP"] = Elementwise.Unary("Exp"),
        ["EXPAND_DIMS"] = Shapes.ExpandDims,
        ["FILL"] = Shapes.ByShape("Expand", values: 1),
        ["FLOOR"] = Elementwise.Unary("Floor"),
        ["FULLY_CONNECTED"] = Convolutions.FullyConnected,
        ["GATHER"] = Shapes.Gather,
        ["GELU"] = Elementwise.Unary("Gelu", step => [("approximate", step.Options.Flag(0) ? "tanh" : "none")]),
        ["GREATER"] = Elementwise.Broadcast("Greater"),
        ["GREATER_EQUAL"] = Elementwise.Broadcast("GreaterOrEqual"),
        ["HARD_SWISH"] = Elementwise.Unary("HardSwish"),
        ["L2_NORMALIZATION"] = Elementwise.NormalizeLength,
        ["LEAKY_RELU"] = Elementwise.Unary("LeakyRelu", step => [("alpha", step.Options.Value<float>(0))]),
        ["LESS"] = Elementwise.Broadcast("Less"),
        ["LESS_EQUAL"] = Elementwise.Broadcast("LessOrEqual"),
        ["LOCAL_RESPONSE_NORMALIZATION"] = Windows.LocalResponseNormalization,
        ["LOG"] = Elementwise.Unary("Log"),
        ["LOGICAL_AND"] = Elementwise.Broadcast("And"),
        ["LOGICAL_NOT"] = Elementwise.Unary("Not"),
        ["LOGICAL_OR"] = Elementwise.Broadcast("Or"),
        ["LOGISTIC"] = Elementwise.Unary("Sigmoid"),
        ["LOG_SOFTMAX"] = Elementwise.Softmax("LogSoftmax"),
        ["MAXIMUM"] = Elementwise.Broadcast("Max"),
        ["MAX_POOL_2D"] = Windows.MaxPool,
        ["MEAN"] = Elementwise.Reduce("ReduceMean"),
        ["MINIMUM"] = Elementwise.Broadcast("Min"),
        ["MIRROR_PAD"] = Shapes.MirrorPad,
        ["MUL"] = Elementwise.Multiply,
        ["NEG"] = Elementwise.Unary("Neg"),
        ["NOT_EQUAL"] = Elementwise.Broadcast((step, inputs) => step.Graph.Node("Not", [step.Graph.Node("Equal", inputs)])),
        ["PACK"] = Shapes.Pack,
        ["PAD"] = Shapes.Pad,
        ["PADV2"] = Shapes.Pad,
        ["POW"] = Elementwise.Broadcast("Pow"),
        ["PRELU"] = Elementwise.Broadcast("PRelu"),
        ["QUANTIZE"] = Elementwise.Unary((_, value) => value),
        ["REDUCE_MAX"] = Elementwise.Reduce("ReduceMax"),
        ["REDUCE_MIN"] = Elementwise.Reduce("ReduceMin"),
        ["REDUCE_PROD"] = Elementwise.Reduce("ReduceProd"),
        ["RELU"] = Activations.Of(0, float.PositiveInfinity),
        ["RELU6"] = Activations.Of(0, 6),
        ["RELU_0_TO_1"] = Activations.Of(0, 1),
        ["RELU_N1_TO_1"] = Activations.Of(-1, 1),
        ["RESHAPE"] = Shapes.Reshape,
        ["RESIZE_BILINEAR"] = Windows.ResizeBilinear,
        ["RESIZE_NEAREST_NEIGHBOR"] = Windows.ResizeNearest,
        ["REVERSE_V2"] = Shapes.Reverse,
        ["ROUND"] = Elementwise.Unary("Round"),
        ["RSQRT"] = Elementwise.Unary((step, value) => step.Graph.Node("Reciprocal", [step.Graph.Node("Sqrt", [value])])),
        ["SELECT"] = Elementwise.Broadcast("Where"),
        ["SELECT_V2"] = Elementwise.Broadcast("Where"),
        ["SHAPE"] = Shapes.Shape,
        ["SIGN"] = Elementwise.Unary("Sign"),
        ["SIN"] = Elementwise.Unary("Sin"),
        ["SLICE"] = Shapes.Slice,
        ["SOFTMAX"] = Elementwise.Softmax("Softmax"),
        ["SPACE_TO_DEPTH"] = Windows.SpaceToDepth,
        ["SPLIT"] = Shapes.Split,
        ["SPLIT_V"] = Shapes.SplitSizes,
        ["SQRT"] = Elementwise.Unary("Sqrt"),
        ["SQUARE"] = Elementwise.Unary(Elementwise.Square),
        ["SQUARED_DIFFERENCE"] = Elementwise.Broadcast((step, inputs) => Elementwise.Square(step, step.Graph.Node("Sub", inputs))),
        ["SQUEEZE"] = Shapes.Squeeze,
        ["STRIDED_SLICE"] = StridedSlice.Convert,
        ["SUB"] = Elementwise.Broadcast("Sub", activation: 0),
        ["SUM"] = Elementwise.Reduce("ReduceSum"),
        ["TANH"] = Elementwise.Unary("Tanh"),
        ["TILE"] = Shapes.ByShape("Tile"),
        ["TRANSPOSE"] = Shapes.Transpose,
        ["TRANSPOSE_CONV"] = Convolutions.Transposed,
        ["UNPACK"] = Shapes.Unpack,
    };

    /// <summary>
    /// Inputs keep their names and their layout. One of integers that are quantized is of uint8, or of float32 where
    /// <see cref="TfLiteInput.TakesPixels"/> is false. Outputs keep their names, and are float32 where they are quantized.
    /// </summary>
    /// <exception cref="ModelException">It has an operation, a type or a form that is not converted. The message names it.</exception>
    public static byte[] ToOnnx(TfLiteModel model)
    {
        RequireKnown(model.Operators);
        var conversion = new GraphConversion(model);
        foreach (var input in model.Inputs)
        {
            var (name, shape) = (input.Name, TfLiteInput.ShapeOf(input));
            var isReal = input.IsQuantized && !TfLiteInput.TakesPixels(input);
            conversion.Graph.Input(name, isReal ? OnnxType.Float : GraphConversion.TypeOf(input), shape);
            if (isReal)
            {
                conversion.Write(input, name);
            }
            else
            {
                conversion.Store(input, new(name, ChannelsFirst: false));
            }
        }

        for (var index = 0; index < model.Operators.Length; index++)
        {
            Convert(conversion, model.Operators[index], index);
        }

        foreach (var output in model.Outputs)
        {
            var isReal = output.IsQuantized || output.Type == TfLiteType.Float16;
            conversion.Graph.Output(
                output.Name, conversion.Read(output), isReal ? OnnxType.Float : GraphConversion.TypeOf(output), TfLiteInput.ShapeOf(output));
        }

        return conversion.Graph.ToModel(model.Description);
    }

    private static void RequireKnown(IEnumerable<TfLiteOperator> steps)
    {
        var unknown = steps.Where(step => step.IsCustom || !Operations.ContainsKey(step.Name)).ToList();
        if (unknown.FirstOrDefault(step => step.Name == "edgetpu-custom-op") is not null)
        {
            throw new ModelException("The .tflite file is compiled for the Edge TPU. Use the model that was the compiler's input, without _edgetpu in its name.");
        }

        if (unknown.Count > 0)
        {
            var names = unknown.Select(step => step.IsCustom ? $"the custom operation {step.Name}" : step.Name).Distinct();
            throw new ModelException($"The .tflite model uses {string.Join(", ", names)}, which is not converted. {Instead}");
        }
    }

    private static void Convert(GraphConversion conversion, TfLiteOperator step, int index)
    {
        try
        {
            Operations[step.Name](new Step(conversion, step));
        }
        catch (Exception exception) when (exception is ModelException or ArithmeticException or ArgumentException or IndexOutOfRangeException)
        {
            throw new ModelException($"Step {index} of the .tflite model, {step.Name}, is not converted: {exception.Message.TrimEnd('.')}. {Instead}", exception);
        }
    }
}
