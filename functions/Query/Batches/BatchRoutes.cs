using ImageClassification.Batches;
using ImageClassification.Contracts;
using ImageClassification.Predictions;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Batches;

/// <summary>/batches and what is below: 200, 201 for a new batch, 400 for bad parameters, 404 for an unknown batch.</summary>
internal sealed class BatchRoutes(
    BatchReader reader, BatchSummaries summaries, BatchDeclarations declarations, QueueLength queue, DecisionClock clock)
{
    private const int DefaultLimit = 50;
    private const int HighestLimit = 200;
    private const int MostExpected = 1_000_000_000;
    private const int LongestNote = 500;

    private static readonly Dictionary<string, PredictionStatus> Statuses = new()
    {
        ["CLASSIFIED"] = PredictionStatus.Classified,
        ["FAILED"] = PredictionStatus.Failed,
        ["MISSING"] = PredictionStatus.Missing,
    };

    private static readonly Dictionary<string, bool> Orders = new() { ["asc"] = false, ["desc"] = true };

    private static readonly Dictionary<string, Dispute> Disputes = new() { ["truth"] = Dispute.Truth, ["folder"] = Dispute.Folder };

    private static readonly Dictionary<string, bool> Sorts = new() { ["confidence"] = true };

    public async Task<Result> ListBatchesAsync(RequestParameters parameters, CancellationToken cancellationToken) => Result.Ok(
        await reader.ListBatchesAsync(parameters.Int32("limit", DefaultLimit, 1, HighestLimit), parameters.Query("cursor"), cancellationToken),
        BatchJson.Api.BatchEntryPage);

    public async Task<Result> DeclareAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        var batch = parameters.Batch();
        var declaration = parameters.Body(BatchJson.Api.BatchDeclaration);
        BadRequestException.ThrowIf(declaration.Expected is < 1 or > MostExpected, $"expected must be a whole number from 1 to {MostExpected}.");
        BadRequestException.ThrowIf(declaration.Note?.Length > LongestNote, $"note must have {LongestNote} characters at most.");
        var created = await declarations.DeclareAsync(batch, declaration, cancellationToken);
        var state = await reader.FindAsync(batch, cancellationToken);
        var summary = await SummarizeAsync(state!, state!.Current, cancellationToken);
        return created ? Result.Created(summary, BatchJson.Api.BatchSummary) : Result.Ok(summary, BatchJson.Api.BatchSummary);
    }

    public async Task<Result> ChooseAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        var (batch, choice) = (parameters.Batch(), parameters.Body(BatchJson.Api.CurrentModel));
        if (await reader.FindAsync(batch, cancellationToken) is not { } state)
        {
            return Unknown();
        }

        if (state.Find(choice.Model) is null)
        {
            return new Result.NotFound($"The batch has no predictions by {choice.Model}. It has: {string.Join(", ", state.Models.Select(model => model.Version))}.");
        }

        await declarations.ChooseAsync(batch, choice.Model, clock.Decided(choice.At), cancellationToken);
        state = await reader.FindAsync(batch, cancellationToken);
        return Result.Ok(await SummarizeAsync(state!, state!.Current, cancellationToken), BatchJson.Api.BatchSummary);
    }

    public async Task<Result> SummarizeAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        var state = await reader.FindAsync(parameters.Batch(), cancellationToken);
        var version = ModelVersion.From(parameters.Query("model"));
        var model = state?.Find(version);
        return state is null || (model is null && version is not null) || parameters.IsNoModelVersion("model")
            ? Unknown()
            : Result.Ok(await SummarizeAsync(state, model, cancellationToken), BatchJson.Api.BatchSummary);
    }

    public async Task<Result> ListAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        if (parameters.IsNoModelVersion("model"))
        {
            return Unknown();
        }

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
            Prefix = RequestParameters.Prefix(parameters.Query("prefix"), batch == BatchName.Default ? ObjectKey.Uploads : batch.Folder),
            ByConfidence = parameters.OneOf("sort", Sorts) ?? false,
            Descending = parameters.OneOf("order", Orders) ?? true,
            Truth = parameters.Text("truth"),
            Differs = parameters.OneOf("differs", Disputes),
            Limit = parameters.Int32("limit", DefaultLimit, 1, HighestLimit),
            Cursor = parameters.Query("cursor"),
        };
        Check(filter);
        var page = await reader.ListAsync(filter, cancellationToken);
        return page is null ? Unknown() : Result.Ok(page, BatchJson.Api.PredictionPage);
    }

    private static void Check(BatchFilter filter)
    {
        var ofClassified = filter.Label is not null || filter.MinimumConfidence is not null || filter.MaximumConfidence is not null || filter.ByConfidence || filter.Differs is not null || filter.Truth is not null;
        var ofFailed = filter.Code is not null;
        BadRequestException.ThrowIf(
            (ofClassified && (ofFailed || filter.Status is PredictionStatus.Failed or PredictionStatus.Missing))
                || (ofFailed && (filter.Status is PredictionStatus.Classified or PredictionStatus.Missing)),
            "label, minConfidence, maxConfidence, differs, truth and sort=confidence are of classified predictions, code is of failed ones. "
            + "Leave out one side, and the other's status.");
        BadRequestException.ThrowIf(filter.MinimumConfidence > filter.MaximumConfidence, "minConfidence must not be higher than maxConfidence.");
    }

    private async Task<BatchSummary> SummarizeAsync(BatchState state, BatchModel? model, CancellationToken cancellationToken)
    {
        var summary = await summaries.SummarizeAsync(state, model, cancellationToken);
        return summary.Pending is null ? summary with { Pending = await queue.GetAsync(cancellationToken), PendingIsApproximate = true } : summary;
    }

    private static Result.NotFound Unknown() =>
        new("There is no such batch: nothing of it was declared or classified yet. Or it has not met the model asked for (name@version).");
}
