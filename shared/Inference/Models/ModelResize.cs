using ImageClassification.Inference.Preprocessing;

namespace ImageClassification.Inference.Models;

internal sealed record ModelResize
{
    public required ResizeMode Mode { get; init; }

    /// <summary>Pixels of the shorter side before the crop; for <see cref="ResizeMode.ShortestEdge"/> only.</summary>
    public int? Size { get; init; }

    public required ResizeFilter Filter { get; init; }

    /// <summary>Red, green and blue around the image, 0 to 255, black by default; for <see cref="ResizeMode.Fit"/> only.</summary>
    public IReadOnlyList<int>? PadColour { get; init; }
}
