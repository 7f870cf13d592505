using System.Text.Json.Serialization;

namespace ImageClassification.Inference.Models;

/// <summary>Which colour is a tensor's first channel.</summary>
internal enum ChannelOrder
{
    [JsonStringEnumMemberName("RGB")]
    Rgb,

    [JsonStringEnumMemberName("BGR")]
    Bgr,
}
