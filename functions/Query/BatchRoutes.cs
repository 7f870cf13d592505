using System.Globalization;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.SQS;
using Amazon.SQS.Model;
using ImageClassification.Batches;
using ImageClassification.Contracts;
using ImageClassification.Hosting.Http;
using ImageClassification.Predictions;

namespace ImageClassification.Query;

/// <summary>/batches and what is below: 200, 201 for a new batch, 400 for bad parameters, 404 for an unknown batch.</summary>
internal sealed class BatchRoutes(
    BatchReader reader, BatchSummaries summaries, BatchDeclarations declarations, IAmazonSQS sqs, QueryOptions options)
{
    private const int DefaultLimit = 50;
    private const int HighestLimit = 200;

    private static readonly Dictionary<string, PredictionStatus> Statuses = new()
    {
        ["CLASSIFIED"] = PredictionStatus.Classified,
        ["FAILED"] = PredictionStatus.Failed,
    };

    private static readonly Dictionary<string, bool> Orders = new() { ["asc"] = false, ["desc"] = true };

    private static readonly Dictionary<string, bool> Sorts = new() { ["confidence"] = true };

    public async Task<APIGatewayHttpApiV2ProxyResponse> ListBatchesAsync(RequestParameters parameters, CancellationToken cancellationToken) => Answer.Ok(
        await reader.ListBatchesAsync(parameters.Int32("limit", DefaultLimit, 1, HighestLimit), parameters.Query("cursor"), cancellationToken),
        AnswerJson.Default.BatchEntryPage);

    public async Task<APIGatewayHttpApiV2ProxyResponse> DeclareAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        var batch = parameters.Batch();
        var declaration = DeclarationRules.Checked(parameters.Body(AnswerJson.Default.BatchDeclaration));
        var created = await declarations.DeclareAsync(batch, declaration, cancellationToken);
        var state = await reader.FindAsync(batch, cancellationToken);
        var summary = await SummarizeAsync(state!, state!.Find(null), cancellationToken);
        return created ? Answer.Created(summary, AnswerJson.Default.BatchSummary) : Answer.Ok(summary, AnswerJson.Default.BatchSummary);
    }

    public async Task<APIGatewayHttpApiV2ProxyResponse> SummarizeAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        var state = await reader.FindAsync(parameters.Batch(), cancellationToken);
        var version = ModelVersion.From(parameters.Query("model"));
        var model = state?.Find(version);
        return state is null || (model is null && version is not null) || parameters.IsNoModelVersion("model")
            ? Unknown()
            : Answer.Ok(await SummarizeAsync(state, model, cancellationToken), AnswerJson.Default.BatchSummary);
    }

    public async Task<APIGatewayHttpApiV2ProxyResponse> ListAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        if (parameters.IsNoModelVersion("model"))
        {
            return Unknown();
        }

        var filter = new BatchFilter
        {
            Batch = parameters.Batch(),
            Model = ModelVersion.From(parameters.Query("model")),
            Status = parameters.OneOf("status", Statuses),
            Label = parameters.Text("label"),
            Code = parameters.Text("code"),
            MinimumConfidence = parameters.Fraction("minConfidence"),
            MaximumConfidence = parameters.Fraction("maxConfidence"),
            Prefix = parameters.Prefix(),
            ByConfidence = parameters.OneOf("sort", Sorts) ?? false,
            Descending = parameters.OneOf("order", Orders) ?? true,
            Limit = parameters.Int32("limit", DefaultLimit, 1, HighestLimit),
            Cursor = parameters.Query("cursor"),
        };
        var ofClassified = filter.Label is not null || filter.MinimumConfidence is not null || filter.MaximumConfidence is not null || filter.ByConfidence;
        var ofFailed = filter.Code is not null;
        if ((ofClassified && (ofFailed || filter.Status == PredictionStatus.Failed)) || (ofFailed && filter.Status == PredictionStatus.Classified))
        {
            return Answer.BadRequest("label, minConfidence, maxConfidence and sort=confidence are of classified predictions, code is of failed ones. Leave out one side, and the other's status.");
        }

        if (filter.MinimumConfidence > filter.MaximumConfidence)
        {
            return Answer.BadRequest("minConfidence must not be higher than maxConfidence.");
        }

        var page = await reader.ListAsync(filter, cancellationToken);
        return page is null ? Unknown() : Answer.Ok(page, AnswerJson.Default.PredictionPage);
    }

    private async Task<BatchSummary> SummarizeAsync(BatchState state, BatchModel? model, CancellationToken cancellationToken)
    {
        var summary = await summaries.SummarizeAsync(state, model, cancellationToken);
        return summary.Pending is null ? summary with { Pending = await QueuedAsync(cancellationToken), PendingIsApproximate = true } : summary;
    }

    /// <summary>Messages that wait or are worked on, of all batches.</summary>
    private async Task<int> QueuedAsync(CancellationToken cancellationToken)
    {
        string[] names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"];
        var request = new GetQueueAttributesRequest { QueueUrl = options.QueueUrl, AttributeNames = [.. names] };
        var attributes = (await sqs.GetQueueAttributesAsync(request, cancellationToken)).Attributes;
        return names.Sum(name => int.Parse(attributes[name], CultureInfo.InvariantCulture));
    }

    private static APIGatewayHttpApiV2ProxyResponse Unknown() =>
        Answer.NotFound("There is no such batch: nothing of it was declared or classified yet. Or it has not met the model asked for (name@version).");
}
