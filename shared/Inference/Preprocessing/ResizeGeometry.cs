using ImageClassification.Inference.Models;

namespace ImageClassification.Inference.Preprocessing;

/// <summary>Which pixels of an image become the model's input. For <see cref="ResizeMode.Fit"/> they may be fewer than it takes.</summary>
internal static class ResizeGeometry
{
    public static (Axis Horizontal, Axis Vertical) Of(int width, int height, ModelInput input, ModelResize resize)
    {
        if (resize.Mode == ResizeMode.Stretch)
        {
            return (new Axis(width, input.Width, 0, input.Width), new Axis(height, input.Height, 0, input.Height));
        }

        if (resize.Mode == ResizeMode.Fit)
        {
            var (fitWidth, fitHeight) = Fit(width, height, input);
            return (new Axis(width, fitWidth, 0, fitWidth), new Axis(height, fitHeight, 0, fitHeight));
        }

        var size = resize.Size!.Value;
        var (resizedWidth, resizedHeight) = width <= height ? (size, LongEdge(size, height, width)) : (LongEdge(size, width, height), size);
        return (Centre(width, resizedWidth, input.Width), Centre(height, resizedHeight, input.Height));
    }

    /// <summary>
    /// Rounded to the even pixel; at least one, where Pillow fails.
    /// <see href="https://github.com/python-pillow/Pillow/blob/9.4.0/src/PIL/ImageOps.py"/>, contain
    /// </summary>
    private static (int Width, int Height) Fit(int width, int height, ModelInput input) =>
        (((double)width / height).CompareTo((double)input.Width / input.Height)) switch
        {
            > 0 => (input.Width, Rounded((double)height / width * input.Width)),
            < 0 => (Rounded((double)width / height * input.Height), input.Height),
            _ => (input.Width, input.Height),
        };

    private static int Rounded(double side) => Math.Max(1, (int)Math.Round(side, MidpointRounding.ToEven));

    /// <summary>Truncated. <see href="https://github.com/pytorch/vision/blob/v0.15.0/torchvision/transforms/functional.py"/>, _compute_resized_output_size</summary>
    private static int LongEdge(int size, int longer, int shorter) => (int)((double)((long)size * longer) / shorter);

    /// <summary>Half a pixel rounds to the even one, as Python's round in center_crop.</summary>
    private static Axis Centre(int from, int resized, int wanted) =>
        new(from, resized, (int)Math.Round((resized - wanted) / 2.0, MidpointRounding.ToEven), wanted);
}
