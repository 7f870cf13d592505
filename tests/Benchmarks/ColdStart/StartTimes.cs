namespace ImageClassification.Benchmarks.ColdStart;

/// <summary>Milliseconds since the process was started, if nothing else is said.</summary>
/// <param name="Ready">It asked for its first invocation.</param>
/// <param name="Answered">It answered it.</param>
/// <param name="Cpu">Processor time until then.</param>
/// <param name="Hundredth">How long its hundredth invocation took, in milliseconds.</param>
/// <param name="Megabytes">The most that it had in memory until then.</param>
internal sealed record StartTimes(double Ready, double Answered, double Cpu, double? Hundredth = null, double? Megabytes = null);
