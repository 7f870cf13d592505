using System.Text.Json.Serialization;

namespace ImageClassification.Contracts;

/// <summary>What a work item asks for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WorkItemKind>))]
public enum WorkItemKind
{
    [JsonStringEnumMemberName("classify")]
    Classify,

    [JsonStringEnumMemberName("delete")]
    Delete,

    /// <summary>See whether the batch has as many predictions as expected. Only the batch of the key counts.</summary>
    [JsonStringEnumMemberName("check")]
    Check,
}
