using Amazon.DynamoDBv2;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.S3;
using Amazon.SQS;
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
    var predictions = new PredictionRoutes(new PredictionStore(dynamoDb, options.TableName, TimeProvider.System), options, logs.CreateLogger<PredictionRoutes>());
    var (reader, sqs) = (new BatchReader(dynamoDb, options.TableName), new AmazonSQSClient());
    var summaries = new BatchSummaries(dynamoDb, options.TableName, TimeSpan.FromSeconds(options.ClassifierTimeout), TimeProvider.System);
    var sender = new WorkItemSender(sqs, options.QueueUrl, TimeProvider.System);
    var writer = new BatchWriter(dynamoDb, options.TableName, TimeProvider.System);
    var batches = new BatchRoutes(reader, summaries, writer, sender, sqs, options, TimeProvider.System);
    var s3 = new AmazonS3Client();
    var presigner = new Presigner(s3, options.Bucket, TimeProvider.System);
    var backfill = new BackfillRoutes(
        new ObjectListing(s3, options.Bucket), new Manifest(s3, options.Bucket), reader, new Slicer(sender, TimeProvider.System));
    return new QueryFunction(
        predictions,
        batches,
        new UploadRoutes(presigner, options),
        new ImageRoutes(presigner),
        backfill,
        new CompareRoutes(reader),
        new ExportRoutes(reader, s3, presigner, options),
        logs.CreateLogger<QueryFunction>()).HandleAsync;
});
