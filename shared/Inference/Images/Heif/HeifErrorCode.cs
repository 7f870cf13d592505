namespace ImageClassification.Inference.Images.Heif;

/// <summary>libheif's numbers; the others say that the file is broken.</summary>
internal enum HeifErrorCode
{
    None = 0,
    UnsupportedFile = 3,
    UnsupportedFeature = 4,
    Memory = 6,
}
