namespace ImageClassification.Benchmarks.Contenders;

/// <summary>Means over the images of one round.</summary>
/// <param name="Wall">Milliseconds an image.</param>
/// <param name="Cpu">Milliseconds of processor time an image.</param>
/// <param name="Allocated">Managed bytes an image, where the contender counts them.</param>
/// <param name="Label">The last image's best, where it has one.</param>
internal sealed record Sample(double Wall, double Cpu, long Allocated, string Label);
