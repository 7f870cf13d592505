using ImageClassification.Inference.Models;

namespace ImageClassification.Inference.Preprocessing;

/// <summary>The arithmetic of the libraries that prepare images, with their own order of operations.</summary>
internal static class ResizeGeometry
{
    public static ResizePlan Of(int width, int height, ModelInput input, ModelResize resize)
    {
        var (toWidth, toHeight) = resize.Size is { } size ? (size, size) : (input.Width, input.Height);
        var rounding = resize.Rounding ?? Rounding.HalfEven;
        switch (resize.Mode)
        {
            case ResizeMode.Crop when resize.Rounding is null or Rounding.Exact:
                var (boxWidth, boxHeight) = Box(width, height, toWidth, toHeight);
                return new(Boxed(width, boxWidth, toWidth, input.Width), Boxed(height, boxHeight, toHeight, input.Height));
            case ResizeMode.Crop:
                var (partWidth, partHeight) =
                    Box(width, height, toWidth, toHeight) is var (exactWidth, exactHeight) ? ((int)exactWidth, (int)exactHeight) : default;
                return new(
                    Centre(partWidth, toWidth, input.Width, rounding),
                    Centre(partHeight, toHeight, input.Height, rounding),
                    (Half(width - partWidth, rounding), Half(height - partHeight, rounding), partWidth, partHeight));
            case ResizeMode.Fit:
                (toWidth, toHeight) = rounding == Rounding.Timm ? TimmFit(width, height, toWidth, toHeight) : Fit(width, height, toWidth, toHeight);
                break;
            case ResizeMode.ShortestEdge:
                (toWidth, toHeight) = width <= height ? (toWidth, LongEdge(toWidth, height, width)) : (LongEdge(toHeight, width, height), toHeight);
                break;
        }

        return new(Centre(width, toWidth, input.Width, rounding), Centre(height, toHeight, input.Height, rounding));
    }

    /// <summary>Half of the pixels that are too many or too few.</summary>
    public static int Half(int pixels, Rounding rounding) =>
        rounding == Rounding.Floor ? pixels / 2 : (int)Math.Round(pixels / 2.0, MidpointRounding.ToEven);

    /// <summary>
    /// Rounded to the even pixel; at least one, where Pillow fails.
    /// <see href="https://github.com/python-pillow/Pillow/blob/9.4.0/src/PIL/ImageOps.py"/>, contain
    /// </summary>
    private static (int Width, int Height) Fit(int width, int height, int toWidth, int toHeight) =>
        ((double)width / height).CompareTo((double)toWidth / toHeight) switch
        {
            > 0 => (toWidth, Rounded((double)height / width * toWidth)),
            < 0 => (Rounded((double)width / height * toHeight), toHeight),
            _ => (toWidth, toHeight),
        };

    /// <summary><see href="https://github.com/huggingface/pytorch-image-models/blob/v1.0.0/timm/data/transforms.py"/>, ResizeKeepRatio with longest=1</summary>
    private static (int Width, int Height) TimmFit(int width, int height, int toWidth, int toHeight)
    {
        var ratio = Math.Max((double)height / toHeight, (double)width / toWidth);
        return (Rounded(width / ratio), Rounded(height / ratio));
    }

    private static int Rounded(double side) => Math.Max(1, (int)Math.Round(side, MidpointRounding.ToEven));

    /// <summary>
    /// Truncated. <see href="https://github.com/pytorch/vision/blob/v0.15.0/torchvision/transforms/functional.py"/>,
    /// _compute_resized_output_size
    /// </summary>
    private static int LongEdge(int size, int longer, int shorter) => (int)((double)((long)size * longer) / shorter);

    /// <summary><see href="https://github.com/python-pillow/Pillow/blob/9.4.0/src/PIL/ImageOps.py"/>, fit</summary>
    private static (double Width, double Height) Box(int width, int height, int toWidth, int toHeight)
    {
        var (ratio, wanted) = ((double)width / height, (double)toWidth / toHeight);
        return ratio.CompareTo(wanted) switch
        {
            > 0 => (wanted * height, height),
            < 0 => (width, width / wanted),
            _ => (width, height),
        };
    }

    /// <summary>As many pixels as are wanted of the resized ones; all of them where they are fewer.</summary>
    private static Axis Centre(int from, int resized, int wanted, Rounding rounding) =>
        resized <= wanted ? new(from, resized, 0, resized) : new(from, resized, Half(resized - wanted, rounding), wanted);

    private static Axis Boxed(int from, double part, int resized, int wanted)
    {
        var start = (from - part) * 0.5;
        return Centre(from, resized, wanted, Rounding.HalfEven) with { Start = (float)start, End = (float)(start + part) };
    }
}
