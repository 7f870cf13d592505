using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>
/// When a prediction may replace what the table holds. S3 and SQS deliver at least once and in any order, so:
/// a newer version of the object wins; the same version replaces only a failure (a later try, or a redrive);
/// sequencers decide, and times only where the stored prediction has no sequencer.
/// </summary>
internal static class WriteCondition
{
    private const string Nothing = "attribute_not_exists(pk)";
    private const string Older = "seq < :seq";
    private const string SameButFailed = "(seq = :seq AND #status = :failed)";
    private const string NoSequencer = "attribute_not_exists(seq)";

    public static void Apply(Prediction prediction, PutItemRequest request)
    {
        var values = new Dictionary<string, AttributeValue> { [":time"] = PredictionItem.Text(PredictionItem.Format(prediction.Version.EventTime)) };
        if (prediction.Version.Sequencer is { } sequencer)
        {
            // A stored listing has no sequencer; its time is the object's own, which an event of the same version shares or follows.
            // What it classified of the same content stays where the event's tries fail.
            var listed = $"{NoSequencer} AND eventTime <= :time";
            if (prediction is { Status: PredictionStatus.Failed, Version.ETag: { } content })
            {
                listed += " AND (attribute_not_exists(eTag) OR eTag <> :eTag OR #status <> :classified)";
                values[":eTag"] = PredictionItem.Text(content);
                values[":classified"] = PredictionItem.Text(PredictionStatus.Classified.WireName());
            }

            request.ConditionExpression = $"{Nothing} OR {Older} OR {SameButFailed} OR ({listed})";
            values[":seq"] = PredictionItem.Text(sequencer.ToString());
            values[":failed"] = Replaceable(prediction);
        }
        else if (prediction.Version.ETag is { } eTag)
        {
            // Of two contents with the same time, that one is newer which was still there when it was fetched.
            request.ConditionExpression =
                $"{Nothing} OR ({NoSequencer} AND (eventTime < :time OR (eventTime = :time AND (#status = :failed OR attribute_not_exists(eTag) OR eTag <> :eTag))))";
            values[":eTag"] = PredictionItem.Text(eTag);
            values[":failed"] = Replaceable(prediction);
        }
        else
        {
            request.ConditionExpression = $"{Nothing} OR ({NoSequencer} AND eventTime <= :time)";
        }

        if (values.ContainsKey(":failed"))
        {
            request.ExpressionAttributeNames = new Dictionary<string, string> { ["#status"] = "status" };
        }

        request.ExpressionAttributeValues = values;
    }

    /// <summary>
    /// The status that a later try of the same version replaces. RETRIES_EXHAUSTED replaces none: its write may be late,
    /// and arrive when the try that followed it has found the reason.
    /// </summary>
    private static AttributeValue Replaceable(Prediction prediction) => PredictionItem.Text(
        prediction.Error?.Code == ErrorCode.RetriesExhausted ? "NONE" : PredictionStatus.Failed.WireName());
}
