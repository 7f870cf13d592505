using ImageClassification.Contracts;
using ImageClassification.Predictions;
using ImageClassification.Query.Http;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Query.Predictions;

/// <summary>
/// GET /predictions/{key+} and GET /predictions?key=: 200 with the prediction by the batch's current model version, or that of
/// ?model=name@version; 304 where the caller has it; 404 where there is none.
/// </summary>
internal sealed class PredictionRoutes(PredictionStore store, BatchReader reader, TruthStore truths, string bucket, ILogger<PredictionRoutes> logger)
{
    public async Task<Result> GetAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        var key = parameters.Key();
        if (!key.IsImage)
        {
            return new Result.NotFound($"The key must begin with \"{ImagePrefix.Text}\" and must not end with a slash.");
        }

        var finding = store.FindAsync(bucket, key, cancellationToken);
        var model = parameters.Query("model") ?? (await reader.FindAsync(key.Batch, cancellationToken))?.Current?.Version.ToString();
        var predictions = await finding;
        return predictions.Where(prediction => model is null || prediction.Model.NameAndVersion().ToString() == model).ToList() switch
        {
            [] when predictions.Count > 0 => new Result.NotFound(
                $"There is no prediction by {model}. Known: {string.Join(", ", predictions.Select(prediction => prediction.Model.NameAndVersion()))}."),
            [] => new Result.NotFound("There is no prediction for this key. Nothing was uploaded under it, it is not classified yet, or its message waits in the dead-letter queue."),
            [{ Status: PredictionStatus.Deleted } tombstone, ..] => new Result.NotFound($"The object was deleted at {tombstone.Version.EventTime:u}."),
            [var latest, ..] => Found((await truths.AttachAsync([latest], cancellationToken))[0]),
        };
    }

    private Result Found(Prediction prediction)
    {
        logger.Found(prediction.TraceId);
        return Result.Tagged(prediction, PredictionJson.Api.Prediction);
    }
}
