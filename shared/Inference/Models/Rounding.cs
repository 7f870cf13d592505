namespace ImageClassification.Inference.Models;

/// <summary>Whose arithmetic decides on half pixels of a crop or a border.</summary>
internal enum Rounding
{
    /// <summary>To the even pixel: torchvision's CenterCrop, Pillow's ImageOps.pad.</summary>
    HalfEven,

    /// <summary>Down: Hugging Face's center_crop, and crops written as <c>(width - side) // 2</c>.</summary>
    Floor,

    /// <summary>Not at all: Pillow's ImageOps.fit resizes a box that begins between pixels. For <see cref="ResizeMode.Crop"/> only.</summary>
    Exact,

    /// <summary>timm's ResizeKeepRatio and CenterCropOrPad, of its crop mode "border". For <see cref="ResizeMode.Fit"/> only.</summary>
    Timm,
}
