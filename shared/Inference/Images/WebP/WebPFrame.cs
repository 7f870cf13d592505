namespace ImageClassification.Inference.Images.WebP;

/// <summary>A still WebP's picture, or an animation's first, in pixels of the canvas.</summary>
internal readonly record struct WebPFrame(int Left, int Top, int Width, int Height)
{
    public int CanvasWidth { get; init; }

    public int CanvasHeight { get; init; }

    /// <summary>Its chunks: that of the picture, and before it that of the alpha channel, if there is one.</summary>
    public Range Chunks { get; init; }

    /// <summary>The lossless stream of the picture, or of its alpha channel, without a header; empty where there is none.</summary>
    public Range Lossless { get; init; }
}
