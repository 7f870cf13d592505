using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.SQS;
using Amazon.SQS.Model;
using ImageClassification.Offline.Http;

namespace ImageClassification.Offline.Sqs;

[Collection(nameof(ProcessEnvironment))]
public sealed class AmazonSQSClientTests
{
    private const string Queue = "http://queue/work";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_is_signed_JSON_with_its_operation_in_a_header()
    {
        await using var server = new SqsServer(new Answer(200, """
            {"Successful":[{"Id":"0","MessageId":"m0","MD5OfMessageBody":"0cc175b9c0f1b6a831c399e269772661"}],
            "Failed":[{"Id":"1","Code":"InternalError","Message":"busy","SenderFault":false}]}
            """));
        using var client = Client(server.Url);

        var response = await client.SendMessageBatchAsync(
            new()
            {
                QueueUrl = Queue,
                Entries = [new() { Id = "0", MessageBody = "a" }, new() { Id = "1", MessageBody = "b" }],
            },
            Cancelled);

        var request = server.Requests.ShouldHaveSingleItem();
        request.Method.ShouldBe("POST");
        request.Path.ShouldBe("/");
        request.Headers["X-Amz-Target"].ShouldBe("AmazonSQS.SendMessageBatch");
        request.Headers["Content-Type"].ShouldBe("application/x-amz-json-1.0");
        request.Headers["Authorization"].ShouldMatch("^AWS4-HMAC-SHA256 Credential=key/[0-9]{8}/eu-west-1/sqs/aws4_request, SignedHeaders=");
        var body = System.Text.Json.Nodes.JsonNode.Parse(request.Body)!;
        ((string?)body["QueueUrl"]).ShouldBe(Queue);
        body["Entries"]![0]!.AsObject().Select(property => property.Key).ShouldBe(["Id", "MessageBody"], ignoreOrder: true);
        response.HttpStatusCode.ShouldBe(HttpStatusCode.OK);
        var failed = response.Failed.ShouldHaveSingleItem();
        (failed.Id, failed.Code, failed.SenderFault).ShouldBe(("1", "InternalError", false));
    }

    [Fact]
    public async Task A_received_message_has_the_attributes_that_were_asked_for()
    {
        await using var server = new SqsServer(new Answer(200, """
            {"Messages":[{"MessageId":"m1","ReceiptHandle":"h1","Body":"a","MD5OfBody":"0cc175b9c0f1b6a831c399e269772661","Attributes":{"ApproximateReceiveCount":"2"}}]}
            """));
        using var client = Client(server.Url);

        var response = await client.ReceiveMessageAsync(
            new() { QueueUrl = Queue, WaitTimeSeconds = 0, MessageSystemAttributeNames = ["ApproximateReceiveCount"] },
            Cancelled);

        var message = response.Messages.ShouldHaveSingleItem();
        message.Attributes["ApproximateReceiveCount"].ShouldBe("2");
        server.Requests[0].Body.ShouldContain("""
            "MessageSystemAttributeNames":["ApproximateReceiveCount"]
            """.Trim());
        server.Requests[0].Body.ShouldContain("\"WaitTimeSeconds\":0");
    }

    [Fact]
    public async Task An_empty_queue_has_null_for_messages()
    {
        await using var server = new SqsServer(new Answer(200, "{}"));
        using var client = Client(server.Url);

        var response = await client.ReceiveMessageAsync(new() { QueueUrl = Queue }, Cancelled);

        response.Messages.ShouldBeNull();
    }

    [Fact]
    public async Task The_queues_depth_is_a_number()
    {
        await using var server = new SqsServer(new Answer(200, """{"Attributes":{"ApproximateNumberOfMessages":"7","QueueArn":"arn:q"}}"""));
        using var client = Client(server.Url);

        var response = await client.GetQueueAttributesAsync(
            new() { QueueUrl = Queue, AttributeNames = [QueueAttributeName.ApproximateNumberOfMessages, QueueAttributeName.QueueArn] },
            Cancelled);

        response.ApproximateNumberOfMessages.ShouldBe(7);
        response.QueueARN.ShouldBe("arn:q");
        response.Attributes["ApproximateNumberOfMessages"].ShouldBe("7");
    }

    [Theory]
    [InlineData(503, "{}")]
    [InlineData(500, """{"__type":"InternalFailure"}""")]
    [InlineData(400, """{"__type":"com.amazonaws.sqs#RequestThrottled","message":"slow down"}""")]
    [InlineData(400, """{"__type":"com.amazon.coral.availability#ThrottlingException"}""")]
    public async Task A_passing_fault_is_retried(int statusCode, string body)
    {
        await using var server = new SqsServer(new Answer(statusCode, body), new Answer(200, """{"MessageId":"m1"}"""));
        using var client = Client(server.Url);

        var response = await client.SendMessageAsync(new() { QueueUrl = Queue, MessageBody = "a" }, Cancelled);

        response.MessageId.ShouldBe("m1");
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_fault_that_stays_has_its_code_and_status()
    {
        await using var server = new SqsServer(new Answer(400, """{"__type":"com.amazonaws.sqs#InvalidAttributeValue","message":"no"}"""));
        using var client = Client(server.Url);

        var failure = await Should.ThrowAsync<AmazonSQSException>(
            client.CreateQueueAsync(new() { QueueName = "work", Attributes = new() { ["VisibilityTimeout"] = "x" } }, Cancelled));

        failure.ErrorCode.ShouldBe("InvalidAttributeValue");
        failure.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        failure.Message.ShouldBe("no");
        server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL")]
    [InlineData("AWS_ENDPOINT_URL_SQS")]
    public async Task The_endpoint_and_the_credentials_come_from_the_environment(string variable)
    {
        await using var server = new SqsServer(new Answer(200, """{"QueueUrl":"http://queue/work"}"""));
        using var environment = new EnvironmentVariables(
            (variable, server.Url),
            ("AWS_REGION", "eu-central-1"),
            ("AWS_ACCESS_KEY_ID", "environment"),
            ("AWS_SECRET_ACCESS_KEY", "secret"));
        using var client = new AmazonSQSClient();

        var response = await client.CreateQueueAsync(new() { QueueName = "work" }, Cancelled);

        response.QueueUrl.ShouldBe(Queue);
        server.Requests[0].Headers["Authorization"].ShouldContain("eu-central-1/sqs/aws4_request");
    }

    [Theory]
    [InlineData("eu-west-1", "https://sqs.eu-west-1.amazonaws.com")]
    [InlineData("cn-north-1", "https://sqs.cn-north-1.amazonaws.com.cn")]
    public void Without_an_endpoint_the_regions_own_is_used(string region, string expected)
    {
        var config = new AmazonSQSConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region) };

        var endpoint = config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new CreateQueueRequest()));

        endpoint.URL.TrimEnd('/').ShouldBe(expected);
    }

    private static AmazonSQSClient Client(string url) =>
        new(new BasicAWSCredentials("key", "secret"), new AmazonSQSConfig { ServiceURL = url, AuthenticationRegion = "eu-west-1" });
}
