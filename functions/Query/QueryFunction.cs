using Amazon.DynamoDBv2;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.S3;
using Amazon.SQS;
using ImageClassification.Batches;
using ImageClassification.Contracts;
using ImageClassification.Hosting;
using ImageClassification.Hosting.Http;
using ImageClassification.Hosting.Queues;
using ImageClassification.Predictions;
using ImageClassification.Query.Backfill;
using ImageClassification.Query.Batches;
using ImageClassification.Query.Compare;
using ImageClassification.Query.Export;
using ImageClassification.Query.Http;
using ImageClassification.Query.Predictions;
using ImageClassification.Query.Quality;
using ImageClassification.Query.Truths;
using ImageClassification.Query.Uploads;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Query;

/// <summary>One HTTP request in, one response out. The routes are those that template.yaml gives to this function.</summary>
internal sealed class QueryFunction(
    IReadOnlyDictionary<string, Func<RequestParameters, CancellationToken, Task<Result>>> routes, ILogger<QueryFunction> logger)
{
    private static readonly string Version = typeof(QueryFunction).Assembly.GetName().Version!.ToString(fieldCount: 3);

    public static QueryFunction Compose(
        QueryOptions options, IAmazonDynamoDB dynamoDb, IAmazonS3 s3, IAmazonSQS sqs, TimeProvider time, ILoggerFactory logs)
    {
        var table = new PredictionTable(dynamoDb, options.TableName, time);
        var reader = new BatchReader(table);
        var checks = new CheckSender(table, sqs, options.QueueUrl, options.Bucket);
        var summaries = new BatchSummaries(table, TimeSpan.FromSeconds(options.ClassifierTimeout));
        var sender = new WorkItemSender(sqs, options.QueueUrl, time);
        var presigner = new Presigner(s3, options.Bucket, time);

        var clock = new DecisionClock(time);
        var truthStore = new TruthStore(table);

        var models = new KnownModels(options.ModelsDirectory);
        var predictions = new PredictionRoutes(new PredictionStore(table), reader, truthStore, options.Bucket, logs.CreateLogger<PredictionRoutes>());
        var images = new ImageRoutes(presigner);
        var declarations = new BatchDeclarations(table, checks);
        var listing = new ObjectListing(s3, options.Bucket);
        var batches = new BatchRoutes(reader, summaries, declarations, checks, new QueueLength(sqs, options.QueueUrl), clock, models);
        var uploads = new UploadRoutes(presigner, options.AllowUploads, options.MaxObjectBytes);
        var backfill = new BackfillRoutes(listing, new Manifest(s3, options.DataBucket, options.Bucket), reader, new Slicer(sender, new ObjectLookup(s3), time, logs.CreateLogger<Slicer>()), models);
        var deletion = new DeletionRoute(s3, options.Bucket, options.AllowUploads, listing, reader, declarations);
        var compare = new CompareRoutes(reader);
        var export = new ExportRoutes(reader, truthStore, s3, new Presigner(s3, options.DataBucket, time), options.DataBucket);
        var truths = new TruthRoutes(reader, new TruthWriter(table), truthStore, new TruthFile(s3, options.DataBucket), options.Bucket, clock, time);
        var quality = new QualityRoutes(reader, summaries, new QualityMeter(table, TimeSpan.FromSeconds(options.ClassifierTimeout)));
        var routes = new Dictionary<string, Func<RequestParameters, CancellationToken, Task<Result>>>
        {
            ["GET /predictions/{key+}"] = predictions.GetAsync,
            ["GET /predictions"] = predictions.GetAsync,
            ["GET /predictions/image"] = (parameters, _) => images.GetAsync(parameters),
            ["POST /predictions/images"] = (parameters, _) => images.ListAsync(parameters),
            ["PUT /predictions/{key+}"] = truths.PutAsync,
            ["POST /batches/{batch}/truth"] = truths.ImportAsync,
            ["GET /batches"] = batches.ListBatchesAsync,
            ["PUT /batches/{batch}"] = batches.DeclareAsync,
            ["PUT /batches/{batch}/current"] = batches.ChooseAsync,
            ["DELETE /batches/{batch}"] = deletion.DeleteAsync,
            ["GET /batches/{batch}"] = batches.SummarizeAsync,
            ["GET /batches/{batch}/predictions"] = batches.ListAsync,
            ["GET /batches/{batch}/quality"] = quality.MeasureAsync,
            ["POST /uploads"] = (parameters, _) => uploads.CreateAsync(parameters),
            ["POST /batches/{batch}/backfill"] = backfill.BackfillAsync,
            ["POST /batches/{batch}/retry"] = backfill.RetryAsync,
            ["GET /batches/{batch}/compare"] = compare.CompareAsync,
            ["GET /batches/{batch}/export"] = export.ExportAsync,
            ["GET /openapi.json"] = (_, _) => Task.FromResult<Result>(new Result.Json(200, Description.Text)),
            ["GET /health"] = (_, _) => Task.FromResult(Result.Ok(new Health("ok", Version, options.Bucket, ImagePrefix.Text, options.AllowUploads, options.MaxObjectBytes, [.. models.Names()]), HealthJson.Api.Health)),
        };
        return new QueryFunction(routes, logs.CreateLogger<QueryFunction>());
    }

    public async Task<APIGatewayHttpApiV2ProxyResponse> HandleAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancellationToken)
    {
        var parameters = new RequestParameters(request);
        APIGatewayHttpApiV2ProxyResponse response;
        try
        {
            DescribedParameters.Check(request);
            response = routes.TryGetValue(request.RouteKey, out var route)
                ? HttpResponse.Of(await route(parameters, cancellationToken), parameters.Header("if-none-match"))
                : Answer.NotFound("There is no such route.");
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
}
