using ImageClassification.Contracts;

namespace ImageClassification.Inference.Images;

/// <summary>What a step made of an image, or why it made nothing of it. An image that cannot be used is not an exception.</summary>
internal abstract record Outcome<T>
{
    private Outcome()
    {
    }

    public static implicit operator Outcome<T>(T value) => new Ok(value);

    public static implicit operator Outcome<T>(PredictionError error) => new Refused(error);

    internal sealed record Ok(T Value) : Outcome<T>;

    internal sealed record Refused(PredictionError Error) : Outcome<T>;
}
