namespace ImageClassification.Quality.Files;

/// <summary>The truth of an image in a row of a file.</summary>
/// <param name="Name">The image's key, path or s3:// address, as the file has it; null where it has none.</param>
/// <param name="Labels">Empty for none of the labels; null where nothing is said, as in the rows of an export without a truth.</param>
/// <param name="ETag">Of the version; null for the newest.</param>
/// <param name="Fault">Why the row cannot be read; null where it can.</param>
public sealed record StatedTruth(string? Name, IReadOnlyList<string>? Labels, string? ETag = null, string? Fault = null)
{
    /// <summary>Where the row begins, as editors count: from 1, with the header and empty lines. 0 for one that is in no file.</summary>
    public int Line { get; init; }

    /// <summary>Between the labels of a cell.</summary>
    public const char Between = '|';

    /// <summary>A cell that says that the image shows none of the labels.</summary>
    public const string None = "(none)";

    /// <returns>A cell's labels, without spaces around them; null for an empty one.</returns>
    public static IReadOnlyList<string>? LabelsOf(string cell) => cell.Trim() switch
    {
        "" => null,
        None => [],
        var labels => labels.Split(Between, StringSplitOptions.TrimEntries),
    };

    /// <summary>CSV, JSON lines or SageMaker's augmented manifest, by how the text begins.</summary>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static IEnumerable<StatedTruth> ReadAll(string text)
    {
        var whole = text.TrimStart('\uFEFF');
        return whole.AsSpan().TrimStart() is ['{', ..] ? JsonTruths.Read(whole) : CsvTruths.Read(whole);
    }

    internal static StatedTruth Faulty(string fault) => new(null, null, null, fault);
}
