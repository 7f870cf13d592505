namespace ImageClassification.Inference.Models;

/// <summary>How an image of any shape becomes one of the model's.</summary>
internal enum ResizeMode
{
    /// <summary>Both sides to the input's size, without keeping the shape: Keras' load_img, Pillow's resize.</summary>
    Stretch,

    /// <summary>The shorter side to a size, then the centre is cut out: torchvision's Resize and CenterCrop.</summary>
    ShortestEdge,

    /// <summary>The whole image into the input's size, and a colour around it: Pillow's ImageOps.pad.</summary>
    Fit,

    /// <summary>The largest centre of the input's shape is cut out, then resized: Pillow's ImageOps.fit.</summary>
    Crop,
}
