using Amazon.Lambda.APIGatewayEvents;
using ImageClassification.Hosting.Http;
using ImageClassification.Predictions;
using ImageClassification.Query.Backfill;
using ImageClassification.Query.Compare;
using ImageClassification.Query.Export;
using ImageClassification.Query.Images;
using ImageClassification.Query.Uploads;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Query;

/// <summary>One HTTP request in, one answer out. The routes are those that template.yaml gives to this function.</summary>
internal sealed class QueryFunction(
    PredictionRoutes predictions,
    BatchRoutes batches,
    UploadRoutes uploads,
    ImageRoutes images,
    BackfillRoutes backfill,
    CompareRoutes compare,
    ExportRoutes export,
    ILogger<QueryFunction> logger)
{
    public async Task<APIGatewayHttpApiV2ProxyResponse> HandleAsync(
        APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancellationToken)
    {
        var parameters = new RequestParameters(request);
        try
        {
            var answer = await (request.RouteKey switch
            {
                "GET /predictions/{key+}" or "GET /predictions" => predictions.GetAsync(parameters, cancellationToken),
                "GET /batches" => batches.ListBatchesAsync(parameters, cancellationToken),
                "PUT /batches/{batch}" => batches.DeclareAsync(parameters, cancellationToken),
                "GET /batches/{batch}" => batches.SummarizeAsync(parameters, cancellationToken),
                "GET /batches/{batch}/predictions" => batches.ListAsync(parameters, cancellationToken),
                "POST /uploads" => uploads.CreateAsync(parameters),
                "GET /predictions/image" => images.GetAsync(parameters),
                "POST /predictions/images" => images.ListAsync(parameters),
                "POST /batches/{batch}/backfill" => backfill.BackfillAsync(parameters, cancellationToken),
                "POST /batches/{batch}/retry" => backfill.RetryAsync(parameters, cancellationToken),
                "GET /batches/{batch}/compare" => compare.CompareAsync(parameters, cancellationToken),
                "GET /batches/{batch}/export" => export.ExportAsync(parameters, cancellationToken),
                "GET /openapi.json" => Task.FromResult(Answer.Json(Description.Text)),
                "GET /health" => Task.FromResult(Answer.Ok(new Health("ok"), AnswerJson.Default.Health)),
                _ => Task.FromResult(Answer.NotFound("There is no such route.")),
            });
            logger.Answered(request.RouteKey, answer.StatusCode);
            return answer;
        }
        catch (Exception exception) when (exception is InvalidRequestException or InvalidCursorException)
        {
            return Answer.BadRequest(exception.Message);
        }
        catch (Exception exception)
        {
            // What is thrown past here becomes API Gateway's own bare 500; callers get a problem document for every error.
            logger.NotAnswered(exception, request.RouteKey);
            return Answer.ServerError();
        }
    }
}
