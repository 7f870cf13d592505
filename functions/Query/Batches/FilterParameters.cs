using ImageClassification.Contracts;
using ImageClassification.Predictions;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Batches;

/// <summary>Which predictions of a batch a request asks for, in which order.</summary>
internal static class FilterParameters
{
    private static readonly Dictionary<string, PredictionStatus> Statuses = new()
    {
        ["CLASSIFIED"] = PredictionStatus.Classified,
        ["FAILED"] = PredictionStatus.Failed,
        ["MISSING"] = PredictionStatus.Missing,
    };

    private static readonly Dictionary<string, Dispute> Disputes = new() { ["truth"] = Dispute.Truth, ["folder"] = Dispute.Folder };

    private static readonly Dictionary<string, bool> Orders = new() { ["asc"] = false, ["desc"] = true };

    private static readonly Dictionary<string, bool> Sorts = new() { ["confidence"] = true };

    /// <exception cref="BadRequestException">A parameter is not as it must be, or nothing can fit all of them.</exception>
    public static BatchFilter Read(RequestParameters parameters, int limit)
    {
        var batch = parameters.Batch();
        var filter = new BatchFilter
        {
            Batch = batch,
            Model = ModelVersion.From(parameters.Query("model")),
            Status = parameters.OneOf("status", Statuses),
            Label = parameters.Text("label"),
            Code = parameters.Text("code"),
            MinimumConfidence = parameters.Fraction("minConfidence"),
            MaximumConfidence = parameters.Fraction("maxConfidence"),
            Prefix = RequestParameters.Prefix(parameters.Query("prefix"), batch == BatchName.Default ? ImagePrefix.Text : batch.Folder),
            ByConfidence = parameters.OneOf("sort", Sorts) ?? false,
            Descending = parameters.OneOf("order", Orders) ?? true,
            Truth = parameters.Text("truth"),
            Differs = parameters.OneOf("differs", Disputes),
            Limit = limit,
        };
        var ofClassified = filter.Label is not null || filter.MinimumConfidence is not null || filter.MaximumConfidence is not null || filter.ByConfidence || filter.Differs is not null || filter.Truth is not null;
        var ofFailed = filter.Code is not null;
        BadRequestException.ThrowIf(
            (ofClassified && (ofFailed || filter.Status is PredictionStatus.Failed or PredictionStatus.Missing))
                || (ofFailed && (filter.Status is PredictionStatus.Classified or PredictionStatus.Missing)),
            "label, minConfidence, maxConfidence, differs, truth and sort=confidence apply to classified predictions, code to failed ones. "
            + "Use one kind, with a matching status.");
        BadRequestException.ThrowIf(filter.MinimumConfidence > filter.MaximumConfidence, "minConfidence must not be higher than maxConfidence.");
        return filter;
    }
}
