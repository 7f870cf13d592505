using ImageClassification.Batches;
using ImageClassification.Contracts;
using ImageClassification.Predictions;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Quality;

/// <summary>
/// GET /batches/{batch}/quality: 200 with how good a model version is where the truth is known, with ?from= compared with another one, and
/// with ?reference= beside another batch; 400 for bad parameters, 404 for a batch or a model version that is not known.
/// </summary>
internal sealed class QualityRoutes(BatchReader reader, BatchSummaries summaries, QualityMeter meter)
{
    public async Task<Result> MeasureAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        var (asked, from) = (Version(parameters, "model"), Version(parameters, "from"));
        var state = await reader.FindAsync(parameters.Batch(), cancellationToken);
        if (state?.Find(asked) is not { } model || (from is not null && state.Find(from) is null))
        {
            return Result.NothingScored;
        }

        var reference = parameters.Query("reference") is { } name
            ? await reader.FindAsync(BatchName.From(name) ?? throw new BadRequestException("reference must be a batch's name."), cancellationToken)
            : null;
        BadRequestException.ThrowIf(parameters.Query("reference") is not null && reference is null, "reference must be a batch that is known.");

        var summary = await summaries.SummarizeAsync(state, model, cancellationToken);
        var (quality, at) = await meter.MeasureAsync(state, model, from is null ? null : state.Find(from), cancellationToken);
        var total = summary.Classified + summary.Failed + summary.Missing;
        return Result.Ok(
            new BatchQuality
            {
                Batch = summary.Batch,
                Model = model.Version,
                Total = total,
                Report = quality.Report,
                Sources = quality.Sources,
                Bias = BatchQuality.BiasOf(quality.Sources, quality.Report.Images + quality.Report.Unanswered, total),
                From = from,
                Comparison = quality.Comparison,
                Drift = reference is null ? null : Drift.Between(summary, await summaries.SummarizeAsync(reference, reference.Current, cancellationToken)),
                MeasuredAt = at,
            },
            QualityJson.Api.BatchQuality);
    }

    private static ModelVersion? Version(RequestParameters parameters, string name) => !parameters.IsNoModelVersion(name) ? ModelVersion.From(parameters.Query(name))
        : throw new BadRequestException($"{name} must be a model version, as name@version.");
}
