using Amazon.DynamoDBv2.Model;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS.Model;
using ImageClassification.Testing;

namespace ImageClassification.Classifier.Tests.Simulation;

/// <summary>Where a call fails: it never arrives, or it is done and its answer is lost.</summary>
internal enum Fault
{
    None,
    NotDone,
    AnswerLost,
}

/// <summary>The table: conditions as DynamoDB judges them, and every call waits for its turn in the schedule.</summary>
internal sealed class SimulatedTable(Scheduler scheduler, Action written) : FakeDynamoDb
{
    public override Task<PutItemResponse> PutItemAsync(PutItemRequest request, CancellationToken cancellationToken = default) =>
        scheduler.CallAsync($"put {request.Item["sk"].S} {request.Item.GetValueOrDefault("status")?.S}", async () =>
        {
            var response = await base.PutItemAsync(request, cancellationToken);
            written();
            return response;
        });

    public override Task<UpdateItemResponse> UpdateItemAsync(UpdateItemRequest request, CancellationToken cancellationToken = default) =>
        scheduler.CallAsync($"update {request.Key["sk"].S}: {request.UpdateExpression}", () => base.UpdateItemAsync(request, cancellationToken));

    public override Task<GetItemResponse> GetItemAsync(
        string tableName, Dictionary<string, AttributeValue> key, CancellationToken cancellationToken = default) =>
        scheduler.CallAsync($"get {key["sk"].S}", () => base.GetItemAsync(tableName, key, cancellationToken));

    public override Task<QueryResponse> QueryAsync(QueryRequest request, CancellationToken cancellationToken = default) =>
        scheduler.CallAsync($"query {request.IndexName ?? "partition"}", () => base.QueryAsync(request, cancellationToken));
}

/// <summary>The work queue and the queue of completions.</summary>
internal sealed class SimulatedSqs(Scheduler scheduler, Action<SendMessageRequest> deliver) : FakeSqs
{
    public override Task<SendMessageResponse> SendMessageAsync(SendMessageRequest request, CancellationToken cancellationToken = default) =>
        scheduler.CallAsync($"send {request.MessageBody}", () =>
        {
            deliver(request);
            return Task.FromResult(new SendMessageResponse());
        });
}

/// <summary>The bucket as the functions see it.</summary>
internal sealed class SimulatedS3(Scheduler scheduler, SimulatedBucket bucket) : AmazonS3Client(
    new Amazon.Runtime.AnonymousAWSCredentials(), new AmazonS3Config { ServiceURL = "http://127.0.0.1:1" })
{
    public override Task<GetObjectResponse> GetObjectAsync(GetObjectRequest request, CancellationToken cancellationToken = default) =>
        scheduler.CallAsync($"GET {request.Key} {request.EtagToMatch}", () => Task.FromResult(bucket.Get(request)));

    public override Task<GetObjectMetadataResponse> GetObjectMetadataAsync(string bucketName, string key, CancellationToken cancellationToken = default) =>
        scheduler.CallAsync($"HEAD {key}", () => Task.FromResult(bucket.Head(key)));
}
