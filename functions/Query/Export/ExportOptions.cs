namespace ImageClassification.Query.Export;

/// <summary>How a CSV is written. The other formats have one form.</summary>
/// <param name="ForSpreadsheets">With a byte order mark, without which Excel does not take it for UTF-8, and no cell is a formula; else texts are as they are.</param>
/// <param name="AllScores">With a last column of all scores that are kept, as a JSON object.</param>
public readonly record struct ExportOptions(bool ForSpreadsheets = false, bool AllScores = false);
