using ImageClassification.Contracts;

namespace ImageClassification.Batches;

/// <summary>A batch as one model version sees it.</summary>
public sealed record BatchSummary
{
    public required BatchName Batch { get; init; }

    /// <summary>Null while nothing is predicted.</summary>
    public ModelVersion? Model { get; init; }

    /// <summary>The model version that answers where none is asked for. Null while nothing is predicted.</summary>
    public ModelVersion? Current { get; init; }

    /// <summary>Every model version that has classified images of the batch, the latest first.</summary>
    public required IReadOnlyList<ModelVersion> Models { get; init; }

    public int? Expected { get; init; }

    public string? Note { get; init; }

    /// <summary>The model that was declared for the batch's uploads.</summary>
    public ModelName? DeclaredModel { get; init; }

    /// <summary>Number of images with a label.</summary>
    public required int Classified { get; init; }

    /// <summary>Number of images without one.</summary>
    public required int Failed { get; init; }

    /// <summary>Number of images that only other model versions have seen: <see cref="Classified"/> and <see cref="Failed"/> are of so many more.</summary>
    public required int Missing { get; init; }

    /// <summary>Number of images without a prediction. Null where nobody has said how many there will be.</summary>
    public int? Pending { get; init; }

    /// <summary>True if <see cref="Pending"/> is the length of the queue, of all batches. Null if it is exact.</summary>
    public bool? PendingIsApproximate { get; init; }

    /// <summary>Most frequent first.</summary>
    public required IReadOnlyList<LabelCount> Labels { get; init; }

    /// <summary>Most frequent first.</summary>
    public required IReadOnlyList<ErrorCount> Errors { get; init; }

    /// <summary>As <see cref="BatchCounts.Confidence"/>.</summary>
    public required IReadOnlyList<int> Confidence { get; init; }

    /// <summary>On average since <see cref="StartedAt"/>. Null unless running.</summary>
    public double? ImagesPerSecond { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the model version's first prediction was written.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Within seconds of the last write.</summary>
    public DateTimeOffset? LastChangedAt { get; init; }

    /// <summary>Null unless running towards an expected number.</summary>
    public DateTimeOffset? EstimatedEndAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public required BatchProgress State { get; init; }

    /// <summary>What was written before is counted.</summary>
    public required DateTimeOffset CountedAt { get; init; }
}
