using ImageClassification.Contracts;
using ImageClassification.Predictions;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Compare;

/// <summary>
/// GET /batches/{batch}/compare: 200 with what differs between two model versions, a page of the second's predictions at a time;
/// 400 for bad parameters, 404 where the batch has nothing by the second.
/// </summary>
internal sealed class CompareRoutes(BatchReader reader)
{
    private const int DefaultLimit = 100;
    private const int HighestLimit = 200;

    public async Task<Result> CompareAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        var (older, newer) = (Version(parameters, "from"), Version(parameters, "to"));
        var filter = new BatchFilter
        {
            Batch = parameters.Batch(),
            Model = newer,
            Limit = parameters.Int32("limit", DefaultLimit, 1, HighestLimit),
            Cursor = parameters.Query("cursor"),
        };
        if (await reader.ListAsync(filter, cancellationToken) is not { } page)
        {
            return new Result.NotFound($"The batch has no predictions by {newer}.");
        }

        var before = await reader.FindAsync(page.Predictions, older, cancellationToken);
        var pairs = page.Predictions
            .Where(after => after.Status != PredictionStatus.Missing && before.ContainsKey((after.Bucket, after.Key)))
            .Select(after => Change.Between(before[(after.Bucket, after.Key)], after))
            .ToList();
        var changed = pairs.FindAll(pair => pair.From.Differs(pair.To));
        return Result.Ok(new Comparison(pairs.Count, changed, page.NextCursor), CompareJson.Api.Comparison);
    }

    private static ModelVersion Version(RequestParameters parameters, string name) => ModelVersion.From(parameters.Query(name))
        ?? throw new BadRequestException($"{name} must be a model version, as name@version. Name two: from and to.");
}
