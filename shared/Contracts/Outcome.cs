namespace ImageClassification.Contracts;

/// <summary>
/// A step's result for an image, or the reason why there is none: <see cref="Ok"/> or <see cref="Refused"/>.
/// An image that cannot be used, now or later, is not an exception.
/// </summary>
/// <typeparam name="T">What the step makes.</typeparam>
public abstract record Outcome<T>
{
    private Outcome()
    {
    }

    public static implicit operator Outcome<T>(T value) => new Ok(value);

    public static implicit operator Outcome<T>(PredictionError error) => new Refused(error);

    public sealed record Ok(T Value) : Outcome<T>;

    /// <param name="Error">What is wrong and how to fix it.</param>
    public sealed record Refused(PredictionError Error) : Outcome<T>
    {
        /// <summary>In pixels, as the header claims; null where that was not read or not believed.</summary>
        public int? Width { get; init; }

        /// <inheritdoc cref="Width"/>
        public int? Height { get; init; }
    }
}
