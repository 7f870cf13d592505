using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageClassification.Inference.Models;

/// <summary>ONNX Runtime's outputs as float64, which holds every value of the other types that a model gives.</summary>
internal static class TensorNumbers
{
    /// <summary>How a type's values are read; types that are no key are not supported.</summary>
    private static readonly Dictionary<TensorElementType, Func<ReadOnlySpan<byte>, double[]>> Readers = new()
    {
        [TensorElementType.Float] = Read<float>,
        [TensorElementType.Float16] = Read<Half>,
        [TensorElementType.Double] = Read<double>,
        [TensorElementType.Int8] = Read<sbyte>,
        [TensorElementType.UInt8] = Read<byte>,
        [TensorElementType.Int16] = Read<short>,
        [TensorElementType.UInt16] = Read<ushort>,
        [TensorElementType.Int32] = Read<int>,
        [TensorElementType.Int64] = Read<long>,
    };

    public static bool Supports(TensorElementType type) => Readers.ContainsKey(type);

    public static double[] Of(TensorElementType type, ReadOnlySpan<byte> tensor) => Readers[type](tensor);

    /// <summary>Of a sequence's first map, which is the first image's, the numbers in the labels' order.</summary>
    /// <exception cref="ModelException">The map's keys are not the labels.</exception>
    public static double[] OfFirstMap(OrtValue sequence, IReadOnlyList<string> labels)
    {
        using var map = sequence.GetValue(0, OrtAllocator.DefaultInstance);
        using var keys = map.GetValue(0, OrtAllocator.DefaultInstance);
        using var values = map.GetValue(1, OrtAllocator.DefaultInstance);
        var type = values.GetTensorTypeAndShape().ElementDataType;
        var numbers = Of(type, values.GetTensorMutableRawData());
        var names = keys.GetTensorTypeAndShape().ElementDataType == TensorElementType.String
            ? keys.GetStringTensorAsArray()
            : Array.ConvertAll(keys.GetTensorDataAsSpan<long>().ToArray(), index => index >= 0 && index < labels.Count ? labels[(int)index] : $"{index}");
        var byName = names.Zip(numbers).ToDictionary(entry => entry.First, entry => entry.Second);
        return byName.Count == labels.Count && labels.All(byName.ContainsKey)
            ? [.. labels.Select(label => byName[label])]
            : throw new ModelException(
                $"The model gives {byName.Count} labels ({string.Join(", ", names.Take(5))}, …), but the labels file has {labels.Count} ({string.Join(", ", labels.Take(5))}, …). "
                + "Use the model's own labels, spelled the same way.");
    }

    private static double[] Read<T>(ReadOnlySpan<byte> tensor)
        where T : unmanaged, INumber<T> => Array.ConvertAll(MemoryMarshal.Cast<byte, T>(tensor).ToArray(), double.CreateChecked);
}
