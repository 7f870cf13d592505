using System.Text.Json;
using ImageClassification.Contracts;

namespace ImageClassification.Runner.Events;

internal static class WorkItemBody
{
    /// <returns>Null for what the Classifier cannot read either.</returns>
    public static WorkItem? Parse(string body)
    {
        try
        {
            var item = JsonSerializer.Deserialize(body, ContractsJson.Default.WorkItem);
            return item?.SchemaVersion is >= WorkItem.OldestSchemaVersion and <= WorkItem.CurrentSchemaVersion ? item : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same as the oldest version would have written it; what is no work item stays as it is.</summary>
    public static string OfOldSchema(string body) => Parse(body) is { } item
        ? JsonSerializer.Serialize(item with { SchemaVersion = WorkItem.OldestSchemaVersion, Model = null, TraceId = null }, ContractsJson.Default.WorkItem)
        : body;
}
