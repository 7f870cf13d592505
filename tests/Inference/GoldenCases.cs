using System.Security.Cryptography;
using System.Text.Json;

namespace ImageClassification.Inference.Tests;

/// <summary>What Pillow and numpy made, as golden/make.py and geometry.py wrote it down.</summary>
internal static class GoldenCases
{
    private static readonly Dictionary<string, JsonElement> Sections = new[] { "golden.json", "geometry.json" }
        .SelectMany(file => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Golden, file))).RootElement.EnumerateObject())
        .ToDictionary(section => section.Name, section => section.Value);

    public static IEnumerable<JsonElement> Of(string section) => Sections[section].EnumerateArray();

    public static int Number(this JsonElement golden, string name) => golden.GetProperty(name).GetInt32();

    public static string Text(this JsonElement golden, string name) => golden.GetProperty(name).GetString()!;

    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
