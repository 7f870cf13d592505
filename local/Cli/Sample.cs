using ImageClassification.Contracts;

namespace ImageClassification.Cli;

/// <param name="Label">What it shows. Null for a broken one.</param>
/// <param name="Code">The error code that a broken one gets.</param>
internal sealed record Sample(string File, string? Label, string? Code)
{
    private static readonly Dictionary<string, string> Broken = new()
    {
        ["truncated.jpg"] = ErrorCode.CorruptImage,
        ["text.jpg"] = ErrorCode.UnsupportedFormat,
        ["claims-20000x20000.jpg"] = ErrorCode.ImageTooLarge,
    };

    /// <summary>The samples whose outcome is known without this pipeline: folders are named like what they show.</summary>
    public static IReadOnlyList<Sample> ReadAll(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => Path.GetFileName(Path.GetDirectoryName(file)) is var label and not "hostile"
                ? new Sample(file, label, null)
                : new Sample(file, null, Broken.GetValueOrDefault(Path.GetFileName(file))))
            .Where(sample => sample.Label is not null || sample.Code is not null),
    ];
}
