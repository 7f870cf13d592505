namespace ImageClassification.Inference.Preprocessing;

/// <summary>
/// Which pixels of an image become the model's input. Of an image that is cut first, the filter sees that part alone. For the
/// mode fit they may be fewer than the model takes.
/// </summary>
internal readonly record struct ResizePlan(Axis Horizontal, Axis Vertical, (int Left, int Top, int Width, int Height)? Cut = null);
