using System.Text.Json.Serialization;

namespace ImageClassification.Contracts;

/// <summary>The prediction of one model version for one version of an object, as in the table and the API.</summary>
public sealed record Prediction
{
    public required string Bucket { get; init; }

    public required ObjectKey Key { get; init; }

    public BatchName Batch => Key.Batch;

    public required PredictionStatus Status { get; init; }

    /// <summary>The likeliest label. Null unless classified.</summary>
    public string? Label => Labels.Count > 0 ? Labels[0].Label : null;

    /// <summary>The likeliest label's, from 0 to 1. Null unless classified.</summary>
    public double? Confidence => Labels.Count > 0 ? Labels[0].Confidence : null;

    /// <summary>The likeliest labels, best first; empty unless classified.</summary>
    public IReadOnlyList<ScoredLabel> Labels { get; init; } = [];

    /// <summary>Whether all of the labels are given, not only the likeliest: those that reach their threshold, or unknown before guesses.</summary>
    [JsonPropertyName("multiLabel"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsMultiLabel { get; init; }

    /// <summary>Null unless failed.</summary>
    public PredictionError? Error { get; init; }

    public required ModelIdentity Model { get; init; }

    /// <summary>The version of the object that this is about.</summary>
    public required ObjectVersion Version { get; init; }

    public ImageSize? Image { get; init; }

    public StageTimes? Times { get; init; }

    /// <summary>The truth of this version of the object, if it is known and was requested.</summary>
    public Truth? Truth { get; init; }

    /// <summary>Whether <see cref="Label"/> is right; null if unknown.</summary>
    public bool? Agrees => Truth?.Agrees(this);

    /// <returns>Whether a model can learn from it: its truth is known, and the image can be read.</returns>
    public bool IsForTraining() => this is { Truth: not null, Status: PredictionStatus.Classified or PredictionStatus.Missing };

    /// <summary>When the prediction was made.</summary>
    public required DateTimeOffset PredictedAt { get; init; }

    /// <summary>Time at which the object was looked up for this. Orders writes, and is not stored.</summary>
    [JsonIgnore]
    public DateTimeOffset? LookedAt { get; init; }

    /// <summary>Of the work item that caused it.</summary>
    public string? TraceId { get; init; }
}
