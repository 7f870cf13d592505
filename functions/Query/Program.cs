using Amazon.DynamoDBv2;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.S3;
using Amazon.SQS;
using ImageClassification.Batches;
using ImageClassification.Hosting;
using ImageClassification.Hosting.Queues;
using ImageClassification.Predictions;
using ImageClassification.Query;
using ImageClassification.Query.Backfill;
using ImageClassification.Query.Compare;
using ImageClassification.Query.Export;
using ImageClassification.Query.Images;
using ImageClassification.Query.Uploads;
using Microsoft.Extensions.Logging;

await LambdaHost.RunAsync<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse, QueryJson>((logs, _) =>
{
    var options = QueryOptions.Read(EnvironmentOptions.Process);
    var dynamoDb = new AmazonDynamoDBClient();
    var table = new PredictionTable(dynamoDb, options.TableName, TimeProvider.System);
    var predictions = new PredictionRoutes(new PredictionStore(table), options, logs.CreateLogger<PredictionRoutes>());
    var (reader, sqs) = (new BatchReader(table), new AmazonSQSClient());
    var summaries = new BatchSummaries(table, TimeSpan.FromSeconds(options.ClassifierTimeout));
    var sender = new WorkItemSender(sqs, options.QueueUrl, TimeProvider.System);
    var declarations = new BatchDeclarations(table, new CheckSender(table, sqs, options.QueueUrl, options.Bucket));
    var batches = new BatchRoutes(reader, summaries, declarations, sqs, options);
    var s3 = new AmazonS3Client();
    var presigner = new Presigner(s3, options.Bucket, TimeProvider.System);
    var backfill = new BackfillRoutes(
        new ObjectListing(s3, options.Bucket), new Manifest(s3, options.Bucket), reader, new Slicer(sender, TimeProvider.System));
    var issuer = options.JwtIssuer is { } url ? new OpenIdIssuer(url, options.JwtAudience, new HttpClient { Timeout = TimeSpan.FromSeconds(5) }) : null;
    return Task.FromResult<Func<APIGatewayHttpApiV2ProxyRequest, CancellationToken, Task<APIGatewayHttpApiV2ProxyResponse>>>(new QueryFunction(
        predictions,
        batches,
        new UploadRoutes(presigner, options),
        new ImageRoutes(presigner),
        backfill,
        new CompareRoutes(reader),
        new ExportRoutes(reader, s3, presigner, options),
        new ConsoleRoutes(presigner, issuer),
        logs.CreateLogger<QueryFunction>()).HandleAsync);
});
