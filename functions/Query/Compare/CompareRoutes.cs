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
        if (parameters.Query("from") is not { } from || parameters.Query("to") is not { } to)
        {
            throw new BadRequestException("Name two model versions: from and to, each as name@version.");
        }

        if (ModelVersion.From(to) is not { } newer)
        {
            return new Result.NotFound($"The batch has no predictions by {to}.");
        }

        var filter = new BatchFilter
        {
            Batch = parameters.Batch(),
            Model = newer,
            Limit = parameters.Int32("limit", DefaultLimit, 1, HighestLimit),
            Cursor = parameters.Query("cursor"),
        };
        if (await reader.ListAsync(filter, cancellationToken) is not { } page)
        {
            return new Result.NotFound($"The batch has no predictions by {to}.");
        }

        var before = ModelVersion.From(from) is { } older
            ? await reader.FindAsync(page.Predictions, older, cancellationToken)
            : new Dictionary<ObjectKey, Prediction>();
        var pairs = page.Predictions
            .Where(after => before.ContainsKey(after.Key))
            .Select(after => new Change(after.Key, Verdict.Of(before[after.Key]), Verdict.Of(after)))
            .ToList();
        var changed = pairs.FindAll(pair => pair.From.Differs(pair.To));
        return Result.Ok(new Comparison(pairs.Count, changed, page.NextCursor), CompareJson.Api.Comparison);
    }
}
