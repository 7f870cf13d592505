using ImageClassification.Contracts;

namespace ImageClassification.Inference.Preprocessing;

/// <summary>What became of an image: <see cref="Filled"/> or <see cref="Rejected"/>, nothing else.</summary>
public abstract record PreprocessingResult
{
    private PreprocessingResult()
    {
    }

    /// <summary>The tensor is written.</summary>
    /// <param name="Width">The image's, in pixels, as stored.</param>
    /// <param name="Height">The image's, in pixels, as stored.</param>
    /// <param name="Decode">Bytes to pixels.</param>
    /// <param name="Preprocess">Pixels to tensor.</param>
    public sealed record Filled(int Width, int Height, TimeSpan Decode, TimeSpan Preprocess) : PreprocessingResult;

    /// <summary>This image cannot be read, now or later.</summary>
    /// <param name="Error">What is wrong and how to mend it.</param>
    /// <param name="Width">As its header claims; null where that was not read or not believed.</param>
    /// <param name="Height">As its header claims.</param>
    public sealed record Rejected(PredictionError Error, int? Width, int? Height) : PreprocessingResult;
}
