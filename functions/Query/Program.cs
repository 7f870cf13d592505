using Amazon.DynamoDBv2;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.SQS;
using ImageClassification.Hosting;
using ImageClassification.Predictions;
using ImageClassification.Query;
using Microsoft.Extensions.Logging;

await LambdaHost.RunAsync<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse, QueryJson>((logs, _) =>
{
    var options = QueryOptions.Read(EnvironmentOptions.Process);
    var dynamoDb = new AmazonDynamoDBClient();
    var predictions = new PredictionRoutes(new PredictionStore(dynamoDb, options.TableName, TimeProvider.System), options, logs.CreateLogger<PredictionRoutes>());
    var summaries = new BatchSummaries(dynamoDb, options.TableName, TimeSpan.FromSeconds(options.ClassifierTimeout), TimeProvider.System);
    var batches = new BatchRoutes(
        new BatchReader(dynamoDb, options.TableName), summaries, new BatchWriter(dynamoDb, options.TableName, TimeProvider.System), new AmazonSQSClient(), options);
    return new QueryFunction(predictions, batches, logs.CreateLogger<QueryFunction>()).HandleAsync;
});
