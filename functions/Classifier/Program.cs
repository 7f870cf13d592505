using Amazon.DynamoDBv2;
using Amazon.Lambda.SQSEvents;
using Amazon.S3;
using Amazon.SQS;
using ImageClassification.Classifier;
using ImageClassification.Hosting;
using ImageClassification.Predictions;
using Microsoft.Extensions.Logging;

await LambdaHost.RunAsync<SQSEvent, SQSBatchResponse, ClassifierJson>(logs =>
{
    var options = ClassifierOptions.Read(EnvironmentOptions.Process);
    var models = new ModelCatalog(options);
    var store = new PredictionStore(new AmazonDynamoDBClient(), options.TableName, TimeProvider.System);
    var objects = new ObjectReader(new AmazonS3Client(), options);
    var steps = new WorkItemProcessor(objects, models, store, options, TimeProvider.System);
    var retries = new RetryScheduler(new AmazonSQSClient(), options, logs.CreateLogger<RetryScheduler>());
    return new ClassifierFunction(steps, retries, options, logs.CreateLogger<ClassifierFunction>()).HandleAsync;
});
