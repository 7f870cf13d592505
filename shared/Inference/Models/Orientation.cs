namespace ImageClassification.Inference.Models;

/// <summary>What becomes of an image's EXIF orientation.</summary>
internal enum Orientation
{
    /// <summary>As stored: what Pillow, Keras and torchvision do unless told otherwise.</summary>
    Ignore,

    /// <summary>Turned as the image's EXIF says: Pillow's ImageOps.exif_transpose.</summary>
    Exif,
}
