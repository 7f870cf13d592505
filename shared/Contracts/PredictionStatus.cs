using System.Text.Json.Serialization;

namespace ImageClassification.Contracts;

/// <summary>What became of one version of an object.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PredictionStatus>))]
public enum PredictionStatus
{
    /// <summary>The model answered.</summary>
    [JsonStringEnumMemberName("CLASSIFIED")]
    Classified,

    /// <summary>No answer is possible, or none came after every retry; the prediction carries a <see cref="PredictionError"/>.</summary>
    [JsonStringEnumMemberName("FAILED")]
    Failed,

    /// <summary>The object was deleted: a tombstone that only a newer version of the object replaces.</summary>
    [JsonStringEnumMemberName("DELETED")]
    Deleted,
}
