using System.Text.Json.Serialization;

namespace ImageClassification.Batches;

/// <summary>Whether a batch still changes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BatchProgress>))]
public enum BatchProgress
{
    /// <summary>A prediction may be under way.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Nothing has changed for longer than a write takes.</summary>
    [JsonStringEnumMemberName("quiet")]
    Quiet,

    /// <summary>It has had as many predictions as expected.</summary>
    [JsonStringEnumMemberName("complete")]
    Complete,
}
