namespace SixLabors.ImageSharp;

/// <summary>An image that cannot be decoded.</summary>
public class ImageFormatException(string errorMessage) : Exception(errorMessage);

/// <summary>No registered format recognizes the first bytes.</summary>
public sealed class UnknownImageFormatException(string errorMessage) : ImageFormatException(errorMessage);

/// <summary>A registered format whose content is broken, cut short or not supported.</summary>
public sealed class InvalidImageContentException(string errorMessage) : ImageFormatException(errorMessage)
{
    internal static void ThrowUnless(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new InvalidImageContentException($"The image is broken: {otherwise}.");
        }
    }
}
