namespace ImageClassification.Query.Http;

/// <summary>The API's OpenAPI 3.1 document: openapi.json.</summary>
internal static class Description
{
    public static string Text { get; } = Read();

    private static string Read()
    {
        using var file = new StreamReader(typeof(Description).Assembly.GetManifestResourceStream("openapi.json")!);
        return file.ReadToEnd();
    }
}
