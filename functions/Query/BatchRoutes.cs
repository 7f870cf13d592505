using Amazon.Lambda.APIGatewayEvents;
using ImageClassification.Contracts;
using ImageClassification.Hosting.Http;
using ImageClassification.Predictions;

namespace ImageClassification.Query;

/// <summary>GET /batches/{batch} and GET /batches/{batch}/predictions: 200, 400 for bad parameters, 404 for an unknown batch.</summary>
internal sealed class BatchRoutes(BatchReader reader)
{
    private const int DefaultLimit = 50;
    private const int HighestLimit = 200;

    private static readonly Dictionary<string, PredictionStatus> Statuses = new()
    {
        ["CLASSIFIED"] = PredictionStatus.Classified,
        ["FAILED"] = PredictionStatus.Failed,
    };

    private static readonly Dictionary<string, bool> Orders = new() { ["asc"] = false, ["desc"] = true };

    public async Task<APIGatewayHttpApiV2ProxyResponse> SummarizeAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        var summary = await reader.SummarizeAsync(parameters.Batch(), parameters.Query("model"), cancellationToken);
        return summary is null ? Unknown() : Answer.Ok(summary, AnswerJson.Default.BatchSummary);
    }

    public async Task<APIGatewayHttpApiV2ProxyResponse> ListAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        var filter = new BatchFilter
        {
            Batch = parameters.Batch(),
            Model = parameters.Query("model"),
            Status = parameters.OneOf("status", Statuses),
            Label = parameters.Query("label"),
            MinimumConfidence = parameters.Fraction("minConfidence"),
            Descending = parameters.OneOf("order", Orders) ?? true,
            Limit = parameters.Int32("limit", DefaultLimit, 1, HighestLimit),
            Cursor = parameters.Query("cursor"),
        };
        if (filter.Status == PredictionStatus.Failed && (filter.Label ?? parameters.Query("minConfidence")) is not null)
        {
            return Answer.BadRequest("Failed predictions have neither label nor confidence. Leave out status, or label and minConfidence.");
        }

        var page = await reader.ListAsync(filter, cancellationToken);
        return page is null ? Unknown() : Answer.Ok(page, AnswerJson.Default.PredictionPage);
    }

    private static APIGatewayHttpApiV2ProxyResponse Unknown() =>
        Answer.NotFound("There is no such batch, or none of its images is classified yet, or not by the model asked for (name@version).");
}
