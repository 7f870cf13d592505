using Amazon.DynamoDBv2;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.SQS;
using ImageClassification.Hosting;
using ImageClassification.Hosting.Queues;
using ImageClassification.Predictions;
using ImageClassification.Query;
using Microsoft.Extensions.Logging;

await LambdaHost.RunAsync<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse, QueryJson>(logs =>
{
    var options = QueryOptions.Read(EnvironmentOptions.Process);
    var dynamoDb = new AmazonDynamoDBClient();
    var predictions = new PredictionRoutes(new PredictionStore(dynamoDb, options.TableName, TimeProvider.System), options);
    var summaries = new BatchSummaries(dynamoDb, options.TableName, TimeSpan.FromSeconds(options.ClassifierTimeout), TimeProvider.System);
    var sqs = new AmazonSQSClient();
    var batches = new BatchRoutes(
        new BatchReader(dynamoDb, options.TableName),
        summaries,
        new BatchWriter(dynamoDb, options.TableName, TimeProvider.System),
        new WorkItemSender(sqs, options.QueueUrl, TimeProvider.System),
        sqs,
        options,
        TimeProvider.System);
    return new QueryFunction(predictions, batches, logs.CreateLogger<QueryFunction>()).HandleAsync;
});
