using ImageClassification.Batches;
using ImageClassification.Contracts;
using ImageClassification.Hosting;
using ImageClassification.Predictions;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Batches;

/// <summary>/batches and what is below: 200, 201 for a new batch, 400 for bad parameters, 404 for an unknown batch.</summary>
internal sealed class BatchRoutes(
    BatchReader reader, BatchSummaries summaries, BatchDeclarations declarations, CheckSender checks, QueueLength queue, DecisionClock clock, KnownModels models)
{
    private const int DefaultLimit = 50;
    private const int HighestLimit = 200;
    private const int MostExpected = 1_000_000_000;
    private const int LongestNote = 500;

    public async Task<Result> ListBatchesAsync(RequestParameters parameters, CancellationToken cancellationToken) => Result.Ok(
        await reader.ListBatchesAsync(parameters.Int32("limit", DefaultLimit, 1, HighestLimit), parameters.Query("cursor"), cancellationToken),
        BatchJson.Api.BatchEntryPage);

    public async Task<Result> DeclareAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        var batch = parameters.Batch();
        var declaration = parameters.Body(BatchJson.Api.BatchDeclaration);
        BadRequestException.ThrowIf(declaration.Expected is < 1 or > MostExpected, $"expected must be a whole number from 1 to {MostExpected}.");
        BadRequestException.ThrowIf(declaration.Note?.Length > LongestNote, $"note must have {LongestNote} characters at most.");
        if (models.FaultOf(declaration.Model) is { } fault)
        {
            throw new BadRequestException(fault);
        }

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
        if (state is null || (model is null && version is not null) || parameters.IsNoModelVersion("model"))
        {
            return Unknown();
        }

        var summary = await SummarizeAsync(state, model, cancellationToken);
        if (summary is { Pending: 0, PendingIsApproximate: null })
        {
            await checks.EnsureAsync(state, cancellationToken); // the check that would have found it may be lost
        }

        return Result.Ok(summary, BatchJson.Api.BatchSummary);
    }

    public async Task<Result> ListAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        if (parameters.IsNoModelVersion("model"))
        {
            return Unknown();
        }

        var filter = FilterParameters.Read(parameters, parameters.Int32("limit", DefaultLimit, 1, HighestLimit)) with { Cursor = parameters.Query("cursor") };
        var page = await reader.ListAsync(filter, cancellationToken);
        return page is null ? Unknown() : Result.Ok(page, BatchJson.Api.PredictionPage);
    }

    private async Task<BatchSummary> SummarizeAsync(BatchState state, BatchModel? model, CancellationToken cancellationToken)
    {
        var summary = await summaries.SummarizeAsync(state, model, cancellationToken);
        return summary.Pending is null ? summary with { Pending = await queue.GetAsync(cancellationToken), PendingIsApproximate = true } : summary;
    }

    private static Result.NotFound Unknown() =>
        new("There is no such batch, or the requested model version (name@version) has not scored it.");
}
