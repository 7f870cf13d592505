using System.Text.Json.Nodes;

namespace ImageClassification.Cli.Transfer;

/// <param name="Queued">Pictures that will be classified.</param>
/// <param name="Skipped">Entries that are not images of this pipeline, or have no name.</param>
/// <param name="SkippedBecause">Reasons, with how many and an example.</param>
/// <param name="Reason">Why nothing was queued.</param>
/// <param name="Folders">If nothing was found, the folders in the bucket.</param>
internal sealed record BackfillResult(
    int Queued, int Skipped, IReadOnlyList<SkippedEntries> SkippedBecause, string? Reason = null, IReadOnlyList<string>? Folders = null)
{
    public BackfillResult With(JsonNode slice) => new(
        Queued + (int)slice["queued"]!,
        Skipped + (int)slice["skipped"]!,
        [.. SkippedBecause.Concat((slice["skippedBecause"] as JsonArray ?? []).Select(
            each => new SkippedEntries((string)each!["reason"]!, (int)each["count"]!, (string)each["example"]!)))
            .GroupBy(each => each.Reason).Select(same => same.First() with { Count = same.Sum(each => each.Count) })],
        (string?)slice["reason"],
        slice["folders"] is JsonArray folders ? [.. folders.Select(folder => (string)folder!)] : null);
}
