using System.Text.Json.Serialization;

namespace ImageClassification.Inference.Models;

/// <summary>The type of a tensor's values.</summary>
internal enum TensorType
{
    [JsonStringEnumMemberName("float32")]
    Float32,

    /// <summary>Computed in float32, then rounded to the nearest, as numpy's <c>astype(float16)</c>.</summary>
    [JsonStringEnumMemberName("float16")]
    Float16,

    /// <summary>The pixels as they are, for graphs that normalize them by themselves.</summary>
    [JsonStringEnumMemberName("uint8")]
    UInt8,
}
