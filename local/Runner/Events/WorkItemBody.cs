using System.Text.Json.Nodes;
using ImageClassification.Contracts;

namespace ImageClassification.Runner.Events;

public static class WorkItemBody
{
    /// <returns>Null if the Classifier cannot read it either.</returns>
    public static WorkItem? Parse(string body)
    {
        try
        {
            return WorkItem.Parse(body);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The same as the oldest version would have written it; a body that is not a work item stays as it is.</summary>
    public static string OfOldSchema(string body) => Parse(body) is null ? body : OfSchema(1, body, "model", "traceId");

    /// <summary>The same in another schema version, without some fields.</summary>
    /// <param name="body">A work item.</param>
    public static string OfSchema(int version, string body, params string[] without)
    {
        var message = JsonNode.Parse(body)!.AsObject();
        message["schemaVersion"] = version;
        Array.ForEach(without, field => message.Remove(field));
        return message.ToJsonString();
    }
}
