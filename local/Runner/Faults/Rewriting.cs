using System.Text;
using System.Text.Json.Nodes;

namespace ImageClassification.Runner.Faults;

/// <summary>How the proxy changes a request.</summary>
internal static class Rewriting
{
    /// <summary>SendMessageBatch, each message with a delay of its own.</summary>
    public static byte[] DeliveredLater(byte[] body, FaultPlan plan)
    {
        var request = JsonNode.Parse(body)!;
        foreach (var entry in request["Entries"]!.AsArray())
        {
            entry!["DelaySeconds"] = (int)plan.Delay().TotalSeconds;
        }

        return Encoding.UTF8.GetBytes(request.ToJsonString());
    }

    /// <summary>PutItem.</summary>
    public static byte[] Unconditional(byte[] body)
    {
        var request = JsonNode.Parse(body)!.AsObject();
        foreach (var name in new[] { "ConditionExpression", "ExpressionAttributeNames", "ExpressionAttributeValues" })
        {
            request.Remove(name);
        }

        return Encoding.UTF8.GetBytes(request.ToJsonString());
    }
}
