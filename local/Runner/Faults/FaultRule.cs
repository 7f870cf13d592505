namespace ImageClassification.Runner.Faults;

/// <param name="Source">Whose requests: a function's, by its name in the template; or of a queue's deliveries, the queue's name.</param>
/// <param name="Operation">Such as <c>GetObject</c>, <c>SendMessageBatch</c> or <c>PutItem</c>.
/// Of deliveries <c>ReceiveMessage</c>, of checks for completion <c>ReceiveCheck</c>, and of a queue's invocations <c>Invoke</c>.</param>
/// <param name="Rate">How many of the requests or of the delivered messages, from 0 to 1.</param>
public sealed record FaultRule(string Source, string Operation, Fault Fault, double Rate);
