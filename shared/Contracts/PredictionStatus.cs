using System.Text.Json.Serialization;

namespace ImageClassification.Contracts;

/// <summary>The state of one version of an object. Its wire name, in messages, the table and the API, is the member's in capitals.</summary>
[JsonConverter(typeof(PredictionStatusJsonConverter))]
public enum PredictionStatus
{
    /// <summary>The model answered.</summary>
    Classified,

    /// <summary>No answer is possible, or none came after every retry; the prediction carries a <see cref="PredictionError"/>.</summary>
    Failed,

    /// <summary>The object was deleted: a tombstone that only a newer version of the object replaces.</summary>
    Deleted,

    /// <summary>Only in lists: the model version asked for has not seen the object, another one has.</summary>
    Missing,
}
