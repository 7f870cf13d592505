namespace ImageClassification.Runner;

/// <param name="WorkItems">Messages sent from dead-letter queues to the queues they came from.</param>
/// <param name="Events">S3 events sent from on-failure queues to the functions that had failed.</param>
/// <param name="Left">Messages that stay: not work items, not of the error code asked for, or failed again meanwhile.</param>
public sealed record RedriveResult(int WorkItems, int Events, int Left);
