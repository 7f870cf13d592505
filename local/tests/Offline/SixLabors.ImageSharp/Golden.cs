using System.Text.Json;

namespace ImageClassification.Offline.Images;

/// <summary>The files of the images folder, which its make.py writes.</summary>
internal static class Golden
{
    public const int Width = 13;
    public const int Height = 9;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "images");

    private static readonly Dictionary<string, byte[]> Expected = ReadExpected();

    public static IEnumerable<string> Names => Expected.Keys;

    public static byte[] File(string name) => System.IO.File.ReadAllBytes(Path.Combine(Folder, name));

    /// <summary>Red, green, blue of each pixel, as Pillow's convert("RGB") gives them.</summary>
    public static byte[] Rgb(string name) => Expected[name];

    private static Dictionary<string, byte[]> ReadExpected()
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine(Folder, "expected.json")));

        return document.RootElement.EnumerateObject().ToDictionary(image => image.Name, image => image.Value.GetBytesFromBase64());
    }
}
