namespace ImageClassification.Cli;

/// <summary>How many tests came to what.</summary>
internal sealed record TestResult(int Passed, int Failed, int Skipped);
