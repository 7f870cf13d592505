using ImageClassification.Runner.Aws;

namespace ImageClassification.Cli;

/// <summary>Where a running pipeline is reached.</summary>
internal sealed record UpAddresses(Endpoints Services, Uri Api);
