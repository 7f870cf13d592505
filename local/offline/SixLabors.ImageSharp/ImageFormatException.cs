namespace SixLabors.ImageSharp;

/// <summary>An image that cannot be decoded.</summary>
public class ImageFormatException : Exception
{
    internal ImageFormatException(string errorMessage)
        : base(errorMessage)
    {
    }

    internal ImageFormatException(string errorMessage, Exception innerException)
        : base(errorMessage, innerException)
    {
    }
}
