using ImageClassification.Batches;
using ImageClassification.Contracts;

namespace ImageClassification.Query.Truths;

/// <summary>A line of a file that says what images show: the row, or why there is none.</summary>
/// <param name="Row">Null where the line has no truth.</param>
/// <param name="Fault">What is wrong with it; null where it only says nothing, as the rows of an export without a truth.</param>
internal readonly record struct TruthLine(TruthRow? Row, string? Fault = null)
{
    /// <summary>Between the labels of a cell.</summary>
    public const char Between = '|';

    /// <summary>A cell that says that the image shows none of the labels.</summary>
    public const string None = "(none)";

    private const int MostLabels = 100;
    private const int LongestLabel = 100;

    /// <param name="key">Whole, or relative to the batch's folder.</param>
    /// <param name="labels">Null where nothing is said.</param>
    /// <param name="eTag">Of the version; null or empty for the newest.</param>
    /// <param name="batch">That the file is about.</param>
    public static TruthLine Of(string? key, IReadOnlyList<string>? labels, string? eTag, BatchName batch)
    {
        if (key is null)
        {
            return new(null, "it names no image");
        }

        var whole = key.StartsWith(ImagePrefix.Text, StringComparison.Ordinal) ? key
            : (batch == BatchName.Default ? ImagePrefix.Text : batch.Folder) + key;
        return ObjectKey.From(whole) is not { IsImage: true } image ? new(null, $"{key} is no image's key")
            : image.Batch != batch ? new(null, $"{key} is not in batch {batch}")
            : labels is null ? default
            : Rule(labels) is { } fault ? new(null, fault)
            : new(new TruthRow(image, labels, eTag is { Length: > 0 } ? eTag : null));
    }

    /// <returns>What is wrong with the labels; null for nothing.</returns>
    public static string? Rule(IReadOnlyList<string> labels) =>
        labels.Count > MostLabels ? $"an image has {MostLabels} labels at most"
        : labels.Any(label => string.IsNullOrWhiteSpace(label) || label.Length > LongestLabel || label.Any(char.IsControl)) ? $"labels have 1 to {LongestLabel} characters, none of them a control character"
        : labels.Distinct().Count() < labels.Count ? "a label is named twice"
        : null;

    /// <summary>A cell's labels; null for an empty one.</summary>
    public static IReadOnlyList<string>? Labels(string cell) => cell.Length == 0 ? null : cell == None ? [] : cell.Split(Between);
}
