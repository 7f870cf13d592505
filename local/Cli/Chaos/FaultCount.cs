namespace ImageClassification.Cli.Chaos;

/// <inheritdoc cref="Runner.Faults.FaultRule"/>
internal sealed record FaultCount(string Source, string Operation, string Fault, int Count);
