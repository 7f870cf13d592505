namespace ImageClassification.Offline;

/// <summary>Classes whose tests set environment variables, which all threads share.</summary>
[CollectionDefinition(nameof(ProcessEnvironment), DisableParallelization = true)]
public sealed class ProcessEnvironment;
