using ImageClassification.Batches;
using ImageClassification.Contracts;
using ImageClassification.Quality.Files;

namespace ImageClassification.Query.Truths;

/// <summary>A line of a file that says what images show: the row, or why there is none.</summary>
/// <param name="Row">Null where the line has no truth.</param>
/// <param name="Fault">What is wrong with it; null where it only says nothing, as the rows of an export without a truth.</param>
internal readonly record struct TruthLine(TruthRow? Row, string? Fault = null)
{
    private const int MostLabels = 100;
    private const int LongestLabel = 100;

    /// <param name="stated">Its name is whole, relative to the batch's folder, or an s3:// address.</param>
    /// <param name="batch">That the file is about.</param>
    /// <param name="bucket">The pipeline's.</param>
    public static TruthLine Of(StatedTruth stated, BatchName batch, string bucket)
    {
        var (name, labels, eTag, unreadable) = stated;
        if (unreadable is not null || name is null)
        {
            return new(null, unreadable ?? "it names no image");
        }

        var start = $"s3://{bucket}/";
        if (name.StartsWith("s3://", StringComparison.Ordinal) && !name.StartsWith(start, StringComparison.Ordinal))
        {
            return new(null, $"{name} is not in the bucket {bucket}");
        }

        var key = name.StartsWith(start, StringComparison.Ordinal) ? name[start.Length..] : name;
        var whole = key.StartsWith(ImagePrefix.Text, StringComparison.Ordinal) ? key
            : (batch == BatchName.Default ? ImagePrefix.Text : batch.Folder) + key;
        return ObjectKey.From(whole) is not { IsImage: true } image ? new(null, $"{key} is no image's key")
            : image.Batch != batch ? new(null, $"{key} is not in batch {batch}")
            : labels is null ? default
            : Rule(labels) is { } fault ? new(null, fault)
            : new(new TruthRow(image, labels, eTag));
    }

    /// <returns>What is wrong with the labels; null for nothing.</returns>
    public static string? Rule(IReadOnlyList<string> labels) =>
        labels.Count > MostLabels ? $"an image has {MostLabels} labels at most"
        : labels.Any(label => string.IsNullOrWhiteSpace(label) || label.Length > LongestLabel || label.Any(char.IsControl)) ? $"labels have 1 to {LongestLabel} characters, none of them a control character"
        : labels.Distinct().Count() < labels.Count ? "a label is named twice"
        : null;
}
