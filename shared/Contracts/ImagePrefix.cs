namespace ImageClassification.Contracts;

/// <summary>
/// The prefix of this deployment's images; everything else in the bucket is ignored. The first folder below it is
/// an image's batch.
/// </summary>
/// <remarks>
/// One for a process, and not passed on: keys are parsed wherever JSON and items are read, and a process serves one deployment.
/// So it is set once. Rules that depend on it are <see cref="KeyLayout"/>'s, which is a value.
/// </remarks>
public static class ImagePrefix
{
    public const string Default = "uploads/";

    /// <summary>UTF-8 bytes, so that a batch and a name fit behind it.</summary>
    public const int MaxBytes = 512;

    private static readonly KeyLayout Unset = new(Default);

    private static KeyLayout? _layout;

    /// <summary>May be empty, and need not end with a slash.</summary>
    public static string Text => Layout.Prefix;

    internal static KeyLayout Layout => _layout ?? Unset;

    /// <summary>For composition roots, before the first key is read.</summary>
    /// <exception cref="InvalidOperationException">The process uses another.</exception>
    public static void Use(string text)
    {
        if (Interlocked.CompareExchange(ref _layout, new(text), null) is { } used && used.Prefix != text)
        {
            throw new InvalidOperationException(
                $"This process takes keys that begin with \"{used.Prefix}\", and cannot also take \"{text}\": one process serves one deployment.");
        }
    }
}
