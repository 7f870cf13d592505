using Amazon.DynamoDBv2;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.S3;
using Amazon.SQS;
using ImageClassification.Contracts;
using ImageClassification.Hosting;
using ImageClassification.Hosting.Http;
using ImageClassification.Query;

await LambdaHost.RunAsync<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse, HttpJson>((logs, _) =>
{
    ImagePrefix.Use(EnvironmentOptions.Process.Prefix("IMAGE_PREFIX"));
    var options = QueryOptions.Read(EnvironmentOptions.Process);
    return QueryFunction.Compose(options, new AmazonDynamoDBClient(), new AmazonS3Client(), new AmazonSQSClient(), TimeProvider.System, logs).HandleAsync;
});
