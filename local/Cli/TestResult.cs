namespace ImageClassification.Cli;

/// <summary>Numbers of tests by result.</summary>
internal sealed record TestResult(int Passed, int Failed, int Skipped);
