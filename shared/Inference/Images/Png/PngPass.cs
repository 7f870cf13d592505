namespace ImageClassification.Inference.Images.Png;

/// <summary>Pixels that are stored together: all, or every so many columns and rows. <see href="https://www.w3.org/TR/png-3/#8Interlace"/></summary>
internal readonly record struct PngPass(int Left, int Top, int ColumnStep, int RowStep)
{
    public static readonly IReadOnlyList<PngPass> Straight = [new(0, 0, 1, 1)];

    public static readonly IReadOnlyList<PngPass> Adam7 =
        [new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2)];

    /// <summary>Zero where the image is too narrow for this pass, which then has no rows.</summary>
    public int Columns(int width) => (width - Left + ColumnStep - 1) / ColumnStep;
}
