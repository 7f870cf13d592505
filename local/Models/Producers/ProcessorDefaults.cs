namespace ImageClassification.Models.Producers;

/// <summary>
/// Defaults of Hugging Face's image processors, for fields that their files omit.
/// <see href="https://github.com/huggingface/transformers/tree/v4.57.0/src/transformers/models"/>, image_processing_*.py
/// </summary>
/// <param name="IsShorterSide">Whether a size of one number is the shorter side's; else it is that of a square.</param>
/// <param name="Crop">The square that is cut out of the centre where <paramref name="IsCropped"/>, or where the file says so.</param>
internal sealed record ProcessorDefaults(int Size, bool IsShorterSide, int Crop, bool IsCropped, string Filter, double[] Mean, double[] Std)
{
    private static readonly double[] Half = [0.5, 0.5, 0.5];

    private static readonly ProcessorDefaults ViT = new(224, false, 224, false, "bilinear", Half, Half);
    private static readonly ProcessorDefaults ImageNet = ViT with { Mean = [0.485, 0.456, 0.406], Std = [0.229, 0.224, 0.225] };
    private static readonly ProcessorDefaults Cropping = ImageNet with { IsShorterSide = true, IsCropped = true, Filter = "bicubic" };
    private static readonly ProcessorDefaults Clip = Cropping with { Mean = [0.48145466, 0.4578275, 0.40821073], Std = [0.26862954, 0.26130258, 0.27577711] };
    private static readonly ProcessorDefaults Square256 = ViT with { Size = 256, IsCropped = true, Filter = "bicubic" };
    private static readonly ProcessorDefaults MobileNet = ViT with { Size = 256, IsShorterSide = true, IsCropped = true };

    private static readonly Dictionary<string, ProcessorDefaults> Families = new()
    {
        ["ViT"] = ViT,
        ["Siglip"] = ViT with { Filter = "bicubic" },
        ["Pvt"] = ImageNet,
        ["EfficientFormer"] = ImageNet with { IsCropped = true, Filter = "bicubic" },
        ["EfficientNet"] = ViT with { Size = 346, Crop = 289, Filter = "nearest" },
        ["Beit"] = Square256,
        ["BEiT"] = Square256,
        ["DeiT"] = Square256,
        ["CLIP"] = Clip,
        ["ChineseCLIP"] = Clip,
        ["Bit"] = Clip,
        ["ViTHybrid"] = Clip,
        ["Levit"] = Cropping,
        ["PoolFormer"] = Cropping,
        ["ConvNext"] = ViT with { Size = 384, IsShorterSide = true, Filter = "bicubic" },
        ["MobileNetV1"] = MobileNet,
        ["MobileNetV2"] = MobileNet,
        ["MobileViT"] = MobileNet with { Size = 224, Crop = 256 },
    };

    /// <returns>Those of ViT for an unknown family.</returns>
    public static ProcessorDefaults Of(string family) => Families.GetValueOrDefault(family, ViT);

    public static bool IsKnown(string family) => Families.ContainsKey(family);
}
