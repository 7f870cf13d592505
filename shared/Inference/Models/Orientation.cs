namespace ImageClassification.Inference.Models;

/// <summary>How an image's EXIF orientation is handled.</summary>
internal enum Orientation
{
    /// <summary>As stored, like Pillow, Keras and torchvision by default.</summary>
    Ignore,

    /// <summary>Turned as the image's EXIF says: Pillow's ImageOps.exif_transpose.</summary>
    Exif,
}
