using Amazon.DynamoDBv2;
using Amazon.Lambda.SQSEvents;
using Amazon.S3;
using Amazon.SQS;
using ImageClassification.Classifier;
using ImageClassification.Hosting;
using ImageClassification.Inference;
using ImageClassification.Inference.Classification;
using ImageClassification.Predictions;
using Microsoft.Extensions.Logging;

await LambdaHost.RunAsync<SQSEvent, SQSBatchResponse, ClassifierJson>(logs =>
{
    var options = ClassifierOptions.Read(EnvironmentOptions.Process);
    var model = ImageClassifier.Load(
        Path.Combine(options.ModelsDirectory, options.Model), new InferenceOptions { MaxPixels = options.MaxImagePixels });
    var store = new PredictionStore(new AmazonDynamoDBClient(), options.TableName, TimeProvider.System);
    var objects = new ObjectReader(new AmazonS3Client(), options);
    var steps = new WorkItemProcessor(objects, model, store, options, TimeProvider.System);
    var retries = new RetryScheduler(new AmazonSQSClient(), options, logs.CreateLogger<RetryScheduler>());
    return new ClassifierFunction(steps, retries, options, logs.CreateLogger<ClassifierFunction>()).HandleAsync;
});
