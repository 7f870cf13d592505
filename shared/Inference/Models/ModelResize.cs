namespace ImageClassification.Inference.Models;

internal sealed record ModelResize
{
    public required ResizeMode Mode { get; init; }

    /// <summary>
    /// Pixels before the centre is cut out: of the shorter side for <see cref="ResizeMode.ShortestEdge"/>, where it is required; of
    /// both sides otherwise, by default the input's.
    /// </summary>
    public int? Size { get; init; }

    public required ResizeFilter Filter { get; init; }

    /// <summary>Null for the mode's own: <see cref="Models.Rounding.Exact"/> for a crop, <see cref="Models.Rounding.HalfEven"/> otherwise.</summary>
    public Rounding? Rounding { get; init; }

    /// <summary>A value for each of the input's channels, 0 to 255, around the image, black by default; for <see cref="ResizeMode.Fit"/> only.</summary>
    public IReadOnlyList<int>? PadColour { get; init; }
}
