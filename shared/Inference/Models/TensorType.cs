namespace ImageClassification.Inference.Models;

/// <summary>The type of a tensor's values.</summary>
internal enum TensorType
{
    Float32,

    /// <summary>Computed in float32, then rounded to the nearest, as numpy's <c>astype(float16)</c>.</summary>
    Float16,

    /// <summary>The pixels as they are, for graphs that normalize them by themselves.</summary>
    UInt8,
}
