using System.Text.Json.Serialization;

namespace ImageClassification.Contracts;

/// <summary>What a message asks for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WorkItemKind>))]
internal enum WorkItemKind
{
    [JsonStringEnumMemberName("classify")]
    Classify,

    [JsonStringEnumMemberName("delete")]
    Delete,

    [JsonStringEnumMemberName("check")]
    Check,
}
