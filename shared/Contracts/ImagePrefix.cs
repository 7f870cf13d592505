namespace ImageClassification.Contracts;

/// <summary>
/// What the keys of this deployment's images begin with; everything else in the bucket is left alone. The first folder below it is
/// an image's batch.
/// </summary>
public static class ImagePrefix
{
    public const string Default = "uploads/";

    /// <summary>UTF-8 bytes, so that a batch and a name fit behind it.</summary>
    public const int MaxBytes = 512;

    /// <summary>May be empty, and need not end with a slash.</summary>
    public static string Text { get; private set; } = Default;

    /// <summary>For composition roots, before the first key is read: one process serves one deployment.</summary>
    public static void Use(string text) => Text = text;
}
