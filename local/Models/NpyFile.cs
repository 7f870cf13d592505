using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using ImageClassification.Inference;

namespace ImageClassification.Models;

/// <summary>An array as numpy.save writes it, in C order. <see href="https://numpy.org/doc/1.24/reference/generated/numpy.lib.format.html"/></summary>
/// <param name="Type">&lt;f4, &lt;f2, &lt;f8, |u1, |i1, &lt;i4 or &lt;i8.</param>
/// <param name="Shape">The length of each side.</param>
/// <param name="Data">The values, little-endian.</param>
public sealed partial record NpyFile(string Type, IReadOnlyList<int> Shape, byte[] Data)
{
    private const int Preamble = 10;
    private const int Alignment = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <exception cref="ModelException">The file is missing, or holds an array of another kind.</exception>
    public static NpyFile Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new ModelException($"{path} is missing. Write it by numpy.save, with what the training code makes of the image beside it.");
        }

        var bytes = File.ReadAllBytes(path);
        if (bytes.Length >= 12 && bytes.AsSpan().StartsWith(Magic))
        {
            var (start, length) = bytes[6] == 1
                ? (Preamble, BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8)))
                : (12, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8)));
            var header = length >= 0 && length <= bytes.Length - start ? Encoding.Latin1.GetString(bytes, start, length) : "";
            if (HeaderPattern().Match(header) is { Success: true } match)
            {
                var shape = match.Groups[2].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(side => int.Parse(side, CultureInfo.InvariantCulture));
                return new NpyFile(match.Groups[1].Value, [.. shape], bytes[(start + length)..]);
            }
        }

        throw new ModelException($"{path} is not an array of numbers in C order. Write it by numpy.save(path, numpy.ascontiguousarray(array)).");
    }

    public void Write(string path)
    {
        var shape = string.Concat(Shape.Select(side => string.Create(CultureInfo.InvariantCulture, $"{side}, "))).TrimEnd();
        var header = $"{{'descr': '{Type}', 'fortran_order': False, 'shape': ({(Shape.Count > 1 ? shape.TrimEnd(',') : shape)}), }}";
        var length = ((Preamble + header.Length + 1 + Alignment - 1) / Alignment * Alignment) - Preamble;
        using var file = File.Create(path);
        file.Write(Magic);
        file.Write([1, 0, (byte)length, (byte)(length >> 8)]);
        file.Write(Encoding.Latin1.GetBytes(header.PadRight(length - 1) + '\n'));
        file.Write(Data);
    }

    /// <summary>The values as float32, to show where arrays differ.</summary>
    public float[] ToFloats() => Type switch
    {
        "<f4" => MemoryMarshal.Cast<byte, float>(Data).ToArray(),
        "<f2" => Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(Data).ToArray(), value => (float)value),
        "<f8" => Array.ConvertAll(MemoryMarshal.Cast<byte, double>(Data).ToArray(), value => (float)value),
        "<i4" => Array.ConvertAll(MemoryMarshal.Cast<byte, int>(Data).ToArray(), value => (float)value),
        "<i8" => Array.ConvertAll(MemoryMarshal.Cast<byte, long>(Data).ToArray(), value => (float)value),
        "|i1" => Array.ConvertAll(Data, value => (float)(sbyte)value),
        _ => Array.ConvertAll(Data, value => (float)value),
    };

    [GeneratedRegex(@"'descr': '(<f4|<f2|<f8|\|u1|\|i1|<i4|<i8)', 'fortran_order': False, 'shape': \(([0-9, ]*)\)")]
    private static partial Regex HeaderPattern();
}
