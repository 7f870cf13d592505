using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace ImageClassification.Inference.Tests;

/// <summary>Reads what numpy.save wrote of a little-endian float32 array. <see href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html"/></summary>
internal sealed partial record Npy(int[] Shape, float[] Values)
{
    public static Npy Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var (start, length) = bytes[6] == 1
            ? (10, BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8)))
            : (12, (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8)));
        var header = Encoding.Latin1.GetString(bytes, start, length);
        if (!header.Contains("'<f4'", StringComparison.Ordinal) || !header.Contains("'fortran_order': False", StringComparison.Ordinal))
        {
            throw new NotSupportedException($"{path} is no C-ordered float32 array: {header}");
        }

        var shape = ShapePattern().Match(header).Groups[1].Value
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(side => int.Parse(side, CultureInfo.InvariantCulture)).ToArray();
        return new Npy(shape, MemoryMarshal.Cast<byte, float>(bytes.AsSpan(start + length)).ToArray());
    }

    [GeneratedRegex(@"'shape': \(([^)]*)\)")]
    private static partial Regex ShapePattern();
}
