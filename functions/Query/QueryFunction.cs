using Amazon.DynamoDBv2;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.S3;
using Amazon.SQS;
using ImageClassification.Hosting.Http;
using ImageClassification.Hosting.Queues;
using ImageClassification.Predictions;
using ImageClassification.Query.Backfill;
using ImageClassification.Query.Batches;
using ImageClassification.Query.Compare;
using ImageClassification.Query.Export;
using ImageClassification.Query.Http;
using ImageClassification.Query.Predictions;
using ImageClassification.Query.Uploads;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Query;

/// <summary>One HTTP request in, one response out. The routes are those that template.yaml gives to this function.</summary>
internal sealed class QueryFunction(
    PredictionRoutes predictions,
    ImageRoutes images,
    BatchRoutes batches,
    UploadRoutes uploads,
    BackfillRoutes backfill,
    CompareRoutes compare,
    ExportRoutes export,
    ILogger<QueryFunction> logger)
{
    public static QueryFunction Compose(
        QueryOptions options, IAmazonDynamoDB dynamoDb, IAmazonS3 s3, IAmazonSQS sqs, TimeProvider time, ILoggerFactory logs)
    {
        var store = new PredictionStore(dynamoDb, options.TableName, time);
        var reader = new BatchReader(dynamoDb, options.TableName);
        var writer = new BatchWriter(dynamoDb, options.TableName, time);
        var summaries = new BatchSummaries(dynamoDb, options.TableName, TimeSpan.FromSeconds(options.ClassifierTimeout), time);
        var sender = new WorkItemSender(sqs, options.QueueUrl, time);
        var presigner = new Presigner(s3, options.Bucket, time);
        return new QueryFunction(
            new PredictionRoutes(store, options.Bucket, logs.CreateLogger<PredictionRoutes>()),
            new ImageRoutes(presigner),
            new BatchRoutes(reader, summaries, writer, sender, new QueueLength(sqs, options.QueueUrl), options.Bucket, time),
            new UploadRoutes(presigner, options.MaxObjectBytes),
            new BackfillRoutes(new ObjectListing(s3, options.Bucket), new Manifest(s3, options.Bucket), reader, new Slicer(sender, time)),
            new CompareRoutes(reader),
            new ExportRoutes(reader, s3, presigner, options.Bucket),
            logs.CreateLogger<QueryFunction>());
    }

    public async Task<APIGatewayHttpApiV2ProxyResponse> HandleAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancellationToken)
    {
        var parameters = new RequestParameters(request);
        APIGatewayHttpApiV2ProxyResponse response;
        try
        {
            response = HttpResponse.Of(await RouteAsync(request.RouteKey, parameters, cancellationToken), parameters.Header("if-none-match"));
        }
        catch (Exception exception) when (exception is BadRequestException or InvalidCursorException)
        {
            response = Answer.BadRequest(exception.Message);
        }
        catch (Exception exception)
        {
            // What is thrown past here becomes API Gateway's own bare 500; callers get a problem document for every error.
            logger.NotAnswered(exception, request.RouteKey);
            return Answer.ServerError();
        }

        logger.Answered(request.RouteKey, response.StatusCode);
        return response;
    }

    private Task<Result> RouteAsync(string route, RequestParameters parameters, CancellationToken cancellationToken) => route switch
    {
        "GET /predictions/{key+}" or "GET /predictions" => predictions.GetAsync(parameters, cancellationToken),
        "GET /predictions/image" => images.GetAsync(parameters),
        "POST /predictions/images" => images.ListAsync(parameters),
        "GET /batches" => batches.ListBatchesAsync(parameters, cancellationToken),
        "PUT /batches/{batch}" => batches.DeclareAsync(parameters, cancellationToken),
        "GET /batches/{batch}" => batches.SummarizeAsync(parameters, cancellationToken),
        "GET /batches/{batch}/predictions" => batches.ListAsync(parameters, cancellationToken),
        "POST /uploads" => uploads.CreateAsync(parameters),
        "POST /batches/{batch}/backfill" => backfill.BackfillAsync(parameters, cancellationToken),
        "POST /batches/{batch}/retry" => backfill.RetryAsync(parameters, cancellationToken),
        "GET /batches/{batch}/compare" => compare.CompareAsync(parameters, cancellationToken),
        "GET /batches/{batch}/export" => export.ExportAsync(parameters, cancellationToken),
        "GET /openapi.json" => Task.FromResult<Result>(new Result.Json(200, Description.Text)),
        "GET /health" => Task.FromResult<Result>(new Result.Json(200, """{"status":"ok"}""")),
        _ => Task.FromResult<Result>(new Result.NotFound("There is no such route.")),
    };
}
