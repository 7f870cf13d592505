namespace ImageClassification.Cli.Load;

/// <summary>The pipeline at one moment of a run.</summary>
/// <param name="Seconds">Since the start.</param>
/// <param name="Events">S3 events that wait or are worked on.</param>
/// <param name="WorkItems">Messages of the work queue, the same.</param>
/// <param name="Memory">Megabytes of each process.</param>
internal sealed record LoadMoment(double Seconds, int Uploaded, int Events, int WorkItems, IReadOnlyDictionary<string, double> Memory);
