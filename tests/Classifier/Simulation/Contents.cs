using System.Buffers.Binary;
using ImageClassification.Contracts;

namespace ImageClassification.Classifier.Tests.Simulation;

/// <summary>What the objects hold, by entity tag: two pictures, and text that is none.</summary>
internal static class Contents
{
    public static readonly string[] All = ["red", "blue", "text"];

    private static readonly Dictionary<string, byte[]> Files =
        new() { ["red"] = Bitmap(50, 50, 200), ["blue"] = Bitmap(200, 50, 50), ["text"] = "no picture"u8.ToArray() };

    public static byte[] Bytes(string eTag) => Files[eTag];

    /// <summary>What a model makes of it.</summary>
    public static PredictionStatus Status(string eTag) => eTag == "text" ? PredictionStatus.Failed : PredictionStatus.Classified;

    /// <summary>4 × 2 pixels of one colour.</summary>
    private static byte[] Bitmap(byte blue, byte green, byte red)
    {
        var file = new byte[54 + 24];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), 54);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), 4);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(26), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(28), 24);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(34), 24);
        for (var pixel = 54; pixel < file.Length; pixel += 3)
        {
            (file[pixel], file[pixel + 1], file[pixel + 2]) = (blue, green, red);
        }

        return file;
    }
}
