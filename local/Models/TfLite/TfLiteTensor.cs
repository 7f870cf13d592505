using ImageClassification.Inference;

namespace ImageClassification.Models.TfLite;

/// <summary>A tensor of the graph.</summary>
/// <param name="Shape">With the batch that TensorFlow Lite has by default.</param>
/// <param name="Signature">The shape with -1 where a length may vary; empty where none may.</param>
/// <param name="Data">A constant's values, little-endian. Null where they are computed.</param>
/// <param name="Scale">A quantized tensor's real value is Scale × (value − ZeroPoint): one pair for all, or one for each index of the axis.</param>
internal sealed record TfLiteTensor(
    int Index, string Name, TfLiteType Type, int[] Shape, int[] Signature, ReadOnlyMemory<byte>? Data, float[] Scale, long[] ZeroPoint, int Axis)
{
    public bool IsConstant => Data is not null;

    public bool IsQuantized => Scale.Length > 0 && Type is TfLiteType.Int4 or TfLiteType.Int8 or TfLiteType.UInt8 or TfLiteType.Int16 or TfLiteType.Int32 or TfLiteType.Int64;

    /// <summary>Quantized to bytes, with one zero point for all.</summary>
    public bool IsOfBytes => IsQuantized && Type is TfLiteType.UInt8 or TfLiteType.Int8 or TfLiteType.Int4 && ZeroPoint.Distinct().Count() < 2;

    public bool IsImage => Shape.Length == 4;

    /// <summary>The same integers less the zero point, without the scale.</summary>
    public TfLiteTensor InSteps => this with { Scale = [1] };

    public static TfLiteTensor Read(int index, FlatTable table, Func<uint, ReadOnlyMemory<byte>> buffer)
    {
        var quantization = table.Table(4);
        var data = buffer(table.Value<uint>(2));
        var (name, type, shape, scale) = (table.Text(3) ?? "", (TfLiteType)table.Value<byte>(1), table.Values<int>(0), quantization.Values<float>(2));
        if (!table.Table(6).IsAbsent)
        {
            throw new ModelException($"The model keeps {name} as a sparse tensor, which is not converted. Convert it without sparsity, or to ONNX with tf2onnx.");
        }

        var isQuantized = scale.Length > 0 && Array.TrueForAll(scale, one => float.IsFinite(one) && one > 0);
        var tensor = new TfLiteTensor(
            index, name, type, shape, table.Values<int>(7), data.IsEmpty && !shape.Contains(0) ? (ReadOnlyMemory<byte>?)null : data, isQuantized ? scale : [], quantization.Values<long>(3), shape.Length == 1 ? 0 : quantization.Value<int>(6));
        tensor.Check();
        return tensor;
    }

    /// <summary>The offset of the integers that stand for real values.</summary>
    public long ZeroPointOf(int channel) => ZeroPoint.Length == 0 ? 0 : ZeroPoint[ZeroPoint.Length == 1 ? 0 : channel];

    private void Check()
    {
        if (Array.Exists(Shape, side => side < 0) || (Scale.Length > 1 && (Axis < 0 || Axis >= Shape.Length || Shape[Axis] != Scale.Length)))
        {
            throw new ModelException($"The .tflite file is damaged: the shape ({string.Join(", ", Shape)}) or the quantization ({Scale.Length} scales of side {Axis}) of the tensor '{Name}' is not valid. Export or download it again.");
        }

        var bits = Shape.Aggregate((Int128)BitsOf(Type), (product, side) => Int128.Min(long.MaxValue, product * side));
        if (Data is { } data && BitsOf(Type) > 0 && data.Length != (bits + 7) / 8)
        {
            throw new ModelException($"The .tflite file is damaged: the tensor '{Name}' has {data.Length} bytes instead of {(bits + 7) / 8}. Export or download it again.");
        }
    }

    private static int BitsOf(TfLiteType type) => type switch
    {
        TfLiteType.Int4 => 4,
        TfLiteType.UInt8 or TfLiteType.Int8 or TfLiteType.Bool => 8,
        TfLiteType.Float16 or TfLiteType.Int16 => 16,
        TfLiteType.Float32 or TfLiteType.Int32 => 32,
        TfLiteType.Int64 or TfLiteType.Float64 => 64,
        _ => 0,
    };
}
