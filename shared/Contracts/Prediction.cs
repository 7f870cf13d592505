namespace ImageClassification.Contracts;

/// <summary>What is known of one version of one object under one model version.</summary>
public sealed record Prediction
{
    public required string Bucket { get; init; }

    public required string Key { get; init; }

    public required ModelIdentity Model { get; init; }

    public required PredictionStatus Status { get; init; }

    /// <summary>The version of the object that this is about.</summary>
    public required ObjectVersion Version { get; init; }

    /// <summary>Best first; empty unless classified.</summary>
    public IReadOnlyList<ScoredLabel> Labels { get; init; } = [];

    /// <summary>Null unless failed.</summary>
    public PredictionError? Error { get; init; }

    /// <summary>The image's size in pixels and bytes, where it is known.</summary>
    public ImageSize? Image { get; init; }

    public StageTimes? Times { get; init; }

    /// <summary>When this was written.</summary>
    public required DateTimeOffset PredictedAt { get; init; }
}
