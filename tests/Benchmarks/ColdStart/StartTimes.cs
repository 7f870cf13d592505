namespace ImageClassification.Benchmarks.ColdStart;

/// <summary>Milliseconds since the process was started.</summary>
/// <param name="Ready">It asked for its first invocation.</param>
/// <param name="Answered">It answered it.</param>
/// <param name="Cpu">Processor time until then.</param>
internal sealed record StartTimes(double Ready, double Answered, double Cpu);
