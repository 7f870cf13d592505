using System.Runtime.InteropServices;
using ImageClassification.Inference;

namespace ImageClassification.Models.TfLite;

/// <summary>
/// The tensors of a .tflite graph while it becomes an ONNX one. ONNX convolves with the channels first, TensorFlow Lite with them last:
/// an image (four sides) is kept as it was computed, and is transposed where it is read the other way.
/// </summary>
internal sealed class GraphConversion(TfLiteModel model)
{
    /// <summary>Where the sides of (batch, height, width, channels) are once the channels are first.</summary>
    public static readonly int[] SidesFirst = [0, 2, 3, 1];

    private static readonly int[] ToFirst = [0, 3, 1, 2];

    private readonly Dictionary<int, Computed> _computed = [];
    private readonly Dictionary<int, TfLiteTensor> _constants = [];
    private readonly Dictionary<(int Tensor, bool ChannelsFirst, float Scale), string> _read = [];

    public OnnxGraph Graph { get; } = new();

    /// <summary>A computed tensor's name in the graph; quantized values have not been made real.</summary>
    public readonly record struct Computed(string Name, bool ChannelsFirst);

    public TfLiteTensor Tensor(int index) =>
        _constants.TryGetValue(index, out var constant) ? constant
        : index >= 0 && index < model.Tensors.Length ? model.Tensors[index]
        : throw new ModelException($"it refers to a tensor {index}, which does not exist");

    public bool IsChannelsFirst(TfLiteTensor tensor) => _computed.TryGetValue(tensor.Index, out var computed) && computed.ChannelsFirst;

    public Computed Stored(TfLiteTensor tensor) => _computed.TryGetValue(tensor.Index, out var computed) ? computed
        : throw new ModelException($"the tensor '{tensor.Name}' is read before it is computed");

    public void Store(TfLiteTensor tensor, Computed computed) => _computed[tensor.Index] = computed;

    /// <summary>From here on <paramref name="tensor"/> is the constant.</summary>
    public void Replace(TfLiteTensor tensor, TfLiteTensor constant) => _constants[tensor.Index] = constant;

    /// <summary>Its real values, or its integers where they are not quantized.</summary>
    /// <param name="channelsFirst">For an image; a constant of fewer sides becomes one.</param>
    public string Read(TfLiteTensor tensor, bool channelsFirst = false)
    {
        var key = (tensor.Index, channelsFirst, tensor.Scale.FirstOrDefault());
        if (!_read.TryGetValue(key, out var name))
        {
            name = tensor.IsConstant
                ? channelsFirst ? Constant(AsImage(tensor), ToFirst) : Constant(tensor)
                : Real(tensor, Transposed(Stored(tensor), channelsFirst));
            _read[key] = name;
        }

        return name;
    }

    /// <summary>Weights, whose sides ONNX has in another order; computed ones too.</summary>
    public string Read(TfLiteTensor tensor, int[] order) => tensor.IsConstant
        ? Constant(tensor, order)
        : Graph.Node("Transpose", [Read(tensor)], ("perm", order));

    /// <summary>Integers for an operation that takes them as int64: shapes, indices.</summary>
    public string Indices(TfLiteTensor tensor) => tensor.IsConstant
        ? Graph.Constant(OnnxType.Int64, tensor.Shape, MemoryMarshal.AsBytes(Integers(tensor).AsSpan()))
        : Graph.Node("Cast", [Read(tensor)], ("to", OnnxType.Int64));

    /// <summary>Integers that ONNX has as attributes, or that decide which nodes there are.</summary>
    /// <exception cref="ModelException">They are computed, or no integers.</exception>
    public static long[] Integers(TfLiteTensor tensor) => (tensor.Type, tensor.Data) switch
    {
        (TfLiteType.Int32, { } data) => [.. MemoryMarshal.Cast<byte, int>(data.Span).ToArray().Select(value => (long)value)],
        (TfLiteType.Int64, { } data) => MemoryMarshal.Cast<byte, long>(data.Span).ToArray(),
        _ => throw new ModelException($"'{tensor.Name}' is not a constant of integers; computed ones are not converted"),
    };

    public void Write(TfLiteTensor tensor, string value, bool channelsFirst = false)
    {
        if (tensor is { IsQuantized: true, Type: TfLiteType.Int32 or TfLiteType.Int64 })
        {
            throw new ModelException($"'{tensor.Name}' is quantized to {tensor.Type}, which ONNX does not support");
        }

        Store(tensor, new(tensor.IsQuantized ? Graph.Node("QuantizeLinear", [value, .. ScaleAndZeroPoint(tensor)]) : value, channelsFirst && tensor.IsImage));
    }

    /// <summary>How the ONNX graph holds a tensor of the type.</summary>
    public static OnnxType TypeOf(TfLiteTensor tensor) => tensor.Type switch
    {
        TfLiteType.Float32 => OnnxType.Float,
        TfLiteType.Float16 => OnnxType.Float16,
        TfLiteType.Float64 => OnnxType.Double,
        TfLiteType.Int32 => OnnxType.Int32,
        TfLiteType.Int64 => OnnxType.Int64,
        TfLiteType.Int16 => OnnxType.Int16,
        TfLiteType.Bool => OnnxType.Bool,
        TfLiteType.UInt8 => OnnxType.UInt8,
        TfLiteType.Int8 or TfLiteType.Int4 when tensor.IsQuantized => OnnxType.UInt8,
        TfLiteType.Int8 => OnnxType.Int8,
        _ => throw new ModelException($"the tensor '{tensor.Name}' is of the type {tensor.Type}, which is not converted"),
    };

    private string Transposed(Computed computed, bool channelsFirst) => computed.ChannelsFirst == channelsFirst ? computed.Name
        : Graph.Node("Transpose", [computed.Name], ("perm", channelsFirst ? ToFirst : SidesFirst));

    private string Real(TfLiteTensor tensor, string stored, int axis = 0) => tensor switch
    {
        { IsConstant: true, IsQuantized: true, Scale: [1] } => Graph.Node("Sub", [Graph.Node("Cast", [stored], ("to", OnnxType.Float)), Graph.Scalar(ShiftedZeroPoint(tensor))]),
        { IsQuantized: true } => Graph.Node("DequantizeLinear", [stored, .. ScaleAndZeroPoint(tensor)], ("axis", axis)),
        { Type: TfLiteType.Float16 } => Graph.Node("Cast", [stored], ("to", OnnxType.Float)),
        _ => stored,
    };

    private string Constant(TfLiteTensor tensor, int[]? order = null)
    {
        order ??= [.. Enumerable.Range(0, tensor.Shape.Length)];
        var (bytes, type) = (TfLiteData.Of(tensor), TypeOf(tensor));
        if (tensor is { IsQuantized: true, Type: TfLiteType.Int64 })
        {
            return Graph.Constant(OnnxType.Float, tensor.Shape, TfLiteData.Dequantized(tensor)); // biases of 16-bit models; ONNX has no such
        }

        var constant = Graph.Constant(type, order.Select(side => tensor.Shape[side]), TfLiteData.Transposed(bytes, tensor.Shape, order));
        return Real(tensor, constant, Array.IndexOf(order, tensor.Axis));
    }

    private static long ShiftedZeroPoint(TfLiteTensor tensor, int channel = 0) => tensor.ZeroPointOf(channel) + (tensor.Type is TfLiteType.Int8 or TfLiteType.Int4 ? 128 : 0);

    private static TfLiteTensor AsImage(TfLiteTensor tensor)
    {
        var missing = 4 - tensor.Shape.Length;
        return tensor with { Shape = [.. Enumerable.Repeat(1, missing), .. tensor.Shape], Axis = tensor.Axis + missing };
    }

    /// <summary>
    /// Signed bytes are held as unsigned ones, 128 higher: on x86 processors without VNNI the products of unsigned and signed bytes
    /// saturate. <see href="https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html#when-and-why-do-i-need-to-try-u8u8"/>
    /// </summary>
    private IEnumerable<string> ScaleAndZeroPoint(TfLiteTensor tensor)
    {
        int[] shape = tensor.Scale.Length == 1 ? [] : [tensor.Scale.Length];
        yield return Graph.Constant(OnnxType.Float, shape, MemoryMarshal.AsBytes(tensor.Scale.AsSpan()));
        if (tensor.Type is TfLiteType.Int32)
        {
            yield break; // biases: ONNX wants no zero point, and it is 0
        }

        var zeroPoints = Enumerable.Range(0, tensor.Scale.Length).Select(channel => ShiftedZeroPoint(tensor, channel));
        yield return tensor.Type is TfLiteType.Int16
            ? Graph.Constant(OnnxType.Int16, shape, MemoryMarshal.AsBytes([.. zeroPoints.Select(value => checked((short)value))]))
            : Graph.Constant(OnnxType.UInt8, shape, [.. zeroPoints.Select(value => checked((byte)value))]);
    }
}
