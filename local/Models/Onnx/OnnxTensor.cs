using System.Runtime.InteropServices;

namespace ImageClassification.Models.Onnx;

/// <summary>A constant of a graph.</summary>
internal sealed class OnnxTensor(ProtoMessage message)
{
    public string Name => message.Text(8);

    /// <summary>float16 or bfloat16.</summary>
    public bool IsHalf => message.Number(2) is 10 or 16;

    public IReadOnlyList<long> Shape => [.. message.Numbers(1)];

    /// <summary>Its values; null if they are in another file, or of a type that is not needed.</summary>
    public double[]? Values => (message.Number(2), message.Bytes(9)) switch
    {
        (1, { IsEmpty: false } raw) => [.. MemoryMarshal.Cast<byte, float>(raw.Span)],
        (1, _) when message.Fixed<float>(4) is { Length: > 0 } floats => [.. floats],
        (10, { IsEmpty: false } raw) => [.. MemoryMarshal.Cast<byte, Half>(raw.Span).ToArray().Select(half => (double)half)],
        (11, { IsEmpty: false } raw) => MemoryMarshal.Cast<byte, double>(raw.Span).ToArray(),
        (11, _) when message.Fixed<double>(10) is { Length: > 0 } doubles => doubles,
        (2, { IsEmpty: false } raw) => [.. raw.ToArray().Select(value => (double)value)],
        (3, { IsEmpty: false } raw) => [.. raw.ToArray().Select(value => (double)(sbyte)value)],
        (2 or 3, _) => [.. message.Numbers(5).Select(value => (double)(int)value)],
        _ => null,
    };
}
