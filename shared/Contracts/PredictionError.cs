namespace ImageClassification.Contracts;

/// <param name="Code">One of <see cref="ErrorCode"/>: stable, for programs.</param>
/// <param name="Message">What is wrong and how to fix it, for people.</param>
public sealed record PredictionError(string Code, string Message);
