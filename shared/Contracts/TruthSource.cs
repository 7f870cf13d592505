using System.Text.Json.Serialization;

namespace ImageClassification.Contracts;

/// <summary>Where a truth comes from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TruthSource>))]
public enum TruthSource
{
    /// <summary>Somebody looked at the image.</summary>
    [JsonStringEnumMemberName("person")]
    Person,

    /// <summary>A file named the object.</summary>
    [JsonStringEnumMemberName("file")]
    File,

    /// <summary>The object's folder is named like the label. It never replaces a truth from a person or a file.</summary>
    [JsonStringEnumMemberName("folder")]
    Folder,
}
