using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>Which predictions of a batch to list, and in which order.</summary>
public sealed record BatchFilter
{
    public required BatchName Batch { get; init; }

    /// <summary>Null for the current one of the batch.</summary>
    public ModelVersion? Model { get; init; }

    /// <summary>Null lists those classified and failed, then those missing.</summary>
    public PredictionStatus? Status { get; init; }

    /// <summary>Only classified with this as the likeliest label.</summary>
    public string? Label { get; init; }

    /// <summary>Only failed with this error code.</summary>
    public string? Code { get; init; }

    /// <summary>Only classified with at least this confidence, from 0 to 1, to six decimals.</summary>
    public double? MinimumConfidence { get; init; }

    /// <summary>Only classified with at most this confidence, from 0 to 1, to six decimals.</summary>
    public double? MaximumConfidence { get; init; }

    /// <summary>Only keys that begin with it.</summary>
    public string? Prefix { get; init; }

    /// <summary>
    /// Only classified, by confidence alone; else by status, then label or error code, then confidence. A range of confidences
    /// without a label is listed by confidence, too.
    /// </summary>
    public bool ByConfidence { get; init; }

    /// <summary>From the highest confidence down; else from the lowest up.</summary>
    public bool Descending { get; init; } = true;

    /// <summary>Whether it lists images that only other model versions have seen: they have neither label nor code.</summary>
    public bool ListsMissing =>
        (Status is null or PredictionStatus.Missing) && Label is null && Code is null && Differs is null && Truth is null && !ListsByConfidence;

    internal bool ListsByConfidence => Label is null && (ByConfidence || MinimumConfidence is not null || MaximumConfidence is not null);

    /// <summary>Only classified, with a label that differs from this, where there is one.</summary>
    public Dispute? Differs { get; init; }

    /// <summary>Only classified, of images that show this.</summary>
    public string? Truth { get; init; }

    /// <summary>Whether no index finds what fits: each prediction is read and checked.</summary>
    internal bool IsChecked => Differs is not null || Truth is not null || Status == PredictionStatus.Missing;

    /// <summary>The most to return, from 1.</summary>
    public required int Limit { get; init; }

    /// <summary>From the page before, of the same filter; null begins.</summary>
    public string? Cursor { get; init; }
}
