using System.Text.Json.Serialization;

namespace ImageClassification.Contracts;

/// <summary>Why an image was put before a person. Only a random sample says how good a model is on the whole batch.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReviewSample>))]
public enum ReviewSample
{
    [JsonStringEnumMemberName("random")]
    Random,

    /// <summary>The model was not sure.</summary>
    [JsonStringEnumMemberName("doubtful")]
    Doubtful,

    /// <summary>Two model versions, or the model and the folder, say different things.</summary>
    [JsonStringEnumMemberName("disputed")]
    Disputed,
}
