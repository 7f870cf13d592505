using System.Runtime.InteropServices;

namespace ImageClassification.Models.TfLite;

/// <summary>The values of constants.</summary>
internal static class TfLiteData
{
    /// <summary>As the ONNX graph holds them: signed bytes that are quantized 128 higher, four-bit values as bytes.</summary>
    public static byte[] Of(TfLiteTensor tensor) => (tensor.Type, tensor.IsQuantized, tensor.Data!.Value.ToArray()) switch
    {
        (TfLiteType.Int4, _, var data) => [.. data.SelectMany(pair => new[] { Nibble(pair), Nibble(pair >> 4) }).Take(
            tensor.Shape.Aggregate(1, (product, side) => product * side))],
        (TfLiteType.Int8, true, var data) => [.. data.Select(value => (byte)(value ^ 0x80))],
        (_, _, var data) => data,
    };

    /// <summary>The real values of a vector of 64-bit integers.</summary>
    public static ReadOnlySpan<byte> Dequantized(TfLiteTensor tensor)
    {
        var values = MemoryMarshal.Cast<byte, long>(tensor.Data!.Value.Span).ToArray();
        return MemoryMarshal.AsBytes(
            values.Select((value, index) => (float)(value * (double)tensor.Scale[tensor.Scale.Length == 1 ? 0 : index])).ToArray().AsSpan());
    }

    /// <param name="order">Which side of the shape comes where, as numpy's <c>transpose</c> has it.</param>
    public static byte[] Transposed(byte[] data, int[] shape, int[] order)
    {
        var values = shape.Aggregate(1, (product, side) => product * side);
        if (values == 0 || order.Order().SequenceEqual(order))
        {
            return data;
        }

        var (size, transposed, index) = (data.Length / values, new byte[data.Length], new int[shape.Length]);
        int[] steps = [.. order.Select(side => shape.Skip(side + 1).Aggregate(1, (product, length) => product * length))];
        for (var (to, from) = (0, 0); to < data.Length; to += size)
        {
            Array.Copy(data, from * size, transposed, to, size);
            for (var side = order.Length - 1; side >= 0; side--)
            {
                from += steps[side];
                if (++index[side] < shape[order[side]])
                {
                    break;
                }

                from -= steps[side] * index[side];
                index[side] = 0;
            }
        }

        return transposed;
    }

    /// <summary>Four bits of −8 to 7, 128 higher.</summary>
    private static byte Nibble(int bits) => (byte)(((bits & 0xF) ^ 0x8) - 8 + 128);
}
