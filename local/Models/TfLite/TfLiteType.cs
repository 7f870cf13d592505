namespace ImageClassification.Models.TfLite;

/// <summary>A tensor's type, by its number in TensorFlow Lite's schema.</summary>
internal enum TfLiteType
{
    Float32 = 0,
    Float16 = 1,
    Int32 = 2,
    UInt8 = 3,
    Int64 = 4,
    Bool = 6,
    Int16 = 7,
    Int8 = 9,
    Float64 = 10,
    Int4 = 17,
}
