namespace ImageClassification.Batches;

/// <param name="Code">One of <see cref="Contracts.ErrorCode"/>.</param>
/// <param name="Count">Number of images that failed with it.</param>
public sealed record ErrorCount(string Code, int Count);
