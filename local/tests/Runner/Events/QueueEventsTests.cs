using Amazon.SQS.Model;
using ImageClassification.Runner.Events;

namespace ImageClassification.Runner.Tests.Events;

public sealed class QueueEventsTests
{
    [Fact]
    public void A_message_has_the_shape_that_Lambda_gives_it()
    {
        var message = new Message
        {
            MessageId = "id",
            ReceiptHandle = "handle",
            Body = "body",
            MD5OfBody = "md5",
            Attributes = new() { ["ApproximateReceiveCount"] = "2" },
        };

        var json = QueueEvents.EventOf([message], "arn:aws:sqs:us-east-1:000000000000:work").ToJsonString();

        json.ShouldBe("""
            {"Records":[{"messageId":"id","receiptHandle":"handle","body":"body","attributes":{"ApproximateReceiveCount":"2"},
            "messageAttributes":{},"md5OfBody":"md5","eventSource":"aws:sqs",
            "eventSourceARN":"arn:aws:sqs:us-east-1:000000000000:work","awsRegion":"us-east-1"}]}
            """.ReplaceLineEndings(""));
    }
}
