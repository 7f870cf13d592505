namespace ImageClassification.Inference.Models;

/// <summary>The type of the values that the model takes.</summary>
internal enum TensorType
{
    Float32,

    /// <summary>Computed in float32, then rounded to the nearest, as numpy's <c>astype(float16)</c>.</summary>
    Float16,

    /// <summary>Computed in float32, as numpy's <c>astype(float64)</c> of it.</summary>
    Float64,

    /// <summary>Whole numbers: the normalization must give no others.</summary>
    UInt8,
    Int8,
    Int32,
    Int64,
}
