using Amazon.Lambda.APIGatewayEvents;
using ImageClassification.Contracts;
using ImageClassification.Hosting.Http;
using ImageClassification.Predictions;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Query;

/// <summary>GET /predictions/{key+} and GET /predictions?key=: 200 with the latest prediction, or that of ?model=name@version; 304 where the caller has it; 404.</summary>
internal sealed class PredictionRoutes(PredictionStore store, QueryOptions options, ILogger<PredictionRoutes> logger)
{
    public async Task<APIGatewayHttpApiV2ProxyResponse> GetAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        var key = parameters.Key();
        if (!key.IsImage)
        {
            return Answer.NotFound($"Only objects under {ObjectKey.Uploads} are classified. The key begins with it.");
        }

        var predictions = await store.FindAsync(options.Bucket, key, cancellationToken);
        var model = parameters.Query("model");
        return predictions.Where(prediction => model is null || prediction.Model.NameAndVersion().ToString() == model).ToList() switch
        {
            [] when predictions.Count > 0 => Answer.NotFound(
                $"There is no prediction by this model. Known: {string.Join(", ", predictions.Select(prediction => prediction.Model.NameAndVersion()))}."),
            [] => Answer.NotFound("There is no prediction for this key. Either nothing was uploaded under it, or it is not classified yet."),
            [{ Status: PredictionStatus.Deleted } tombstone, ..] => Answer.NotFound($"The object was deleted at {tombstone.Version.EventTime:u}."),
            [var latest, ..] => Found(latest, parameters),
        };
    }

    private APIGatewayHttpApiV2ProxyResponse Found(Prediction prediction, RequestParameters parameters)
    {
        logger.Found(prediction.TraceId);
        return Answer.Ok(prediction, AnswerJson.Default.Prediction, parameters.Header("if-none-match"));
    }
}
