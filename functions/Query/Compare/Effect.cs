using System.Text.Json.Serialization;

namespace ImageClassification.Query.Compare;

/// <summary>What a change is, by the truth.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Effect>))]
internal enum Effect
{
    /// <summary>Wrong before, right now.</summary>
    [JsonStringEnumMemberName("fixed")]
    Fixed,

    /// <summary>Right before, wrong now.</summary>
    [JsonStringEnumMemberName("broken")]
    Broken,

    /// <summary>Wrong before and now, though otherwise.</summary>
    [JsonStringEnumMemberName("bothWrong")]
    BothWrong,
}
