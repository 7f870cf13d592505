namespace SixLabors.ImageSharp;

/// <summary>A registered format whose content is broken, cut short or not supported.</summary>
public sealed class InvalidImageContentException : ImageFormatException
{
    public InvalidImageContentException(string errorMessage)
        : base(errorMessage)
    {
    }

    public InvalidImageContentException(string errorMessage, Exception innerException)
        : base(errorMessage, innerException)
    {
    }
}
