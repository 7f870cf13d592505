namespace ImageClassification.Cli.Transfer;

/// <param name="Folder">Where the images are.</param>
/// <param name="Images">How many of them are there now.</param>
/// <param name="Downloaded">How many of those came just now.</param>
/// <param name="Removed">How many were there before and belong there no more.</param>
/// <param name="WithoutFolder">Images with several labels or none.</param>
/// <param name="Gone">Images that were deleted or replaced since their truth was said, or that the API's role may not read.</param>
internal sealed record TrainingResult(string Folder, int Images, int Downloaded, int Removed, int WithoutFolder, int Gone);
