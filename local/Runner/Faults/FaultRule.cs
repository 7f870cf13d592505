namespace ImageClassification.Runner.Faults;

/// <param name="Function">Whose requests, by its name in the template.</param>
/// <param name="Operation">Such as <c>GetObject</c>, <c>SendMessageBatch</c> or <c>PutItem</c>.</param>
/// <param name="Rate">How many of the requests, from 0 to 1.</param>
public sealed record FaultRule(string Function, string Operation, Fault Fault, double Rate);
