using Amazon.Lambda.SQSEvents;

namespace ImageClassification.Offline.Serialization;

public sealed class SQSEventTests
{
    [Fact]
    public void A_batch_is_read_with_its_attributes()
    {
        const string Json = """
            {"Records":[{"messageId":"m1","receiptHandle":"h1","body":"{\"key\":\"a\"}",
            "attributes":{"ApproximateReceiveCount":"3","SentTimestamp":"1545082649183"},
            "messageAttributes":{"trace":{"stringValue":"t","stringListValues":[],"binaryListValues":[],"dataType":"String"}},
            "md5OfBody":"e4e6","eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:eu-west-1:123456789012:work","awsRegion":"eu-west-1"}]}
            """;

        var message = Serialization.Json.Read<SQSEvent>(Json).Records.ShouldHaveSingleItem();

        message.MessageId.ShouldBe("m1");
        message.ReceiptHandle.ShouldBe("h1");
        message.Body.ShouldBe("""{"key":"a"}""");
        message.Attributes["ApproximateReceiveCount"].ShouldBe("3");
    }

    [Fact]
    public void A_partial_batch_response_has_the_names_that_Lambda_expects()
    {
        var response = new SQSBatchResponse { BatchItemFailures = [new() { ItemIdentifier = "m1" }] };

        var json = Json.Write(response);

        json.ShouldBe("""{"batchItemFailures":[{"itemIdentifier":"m1"}]}""");
    }

    [Fact]
    public void A_response_without_failures_is_an_empty_list()
    {
        var json = Json.Write(new SQSBatchResponse());

        json.ShouldBe("""{"batchItemFailures":[]}""");
    }
}
