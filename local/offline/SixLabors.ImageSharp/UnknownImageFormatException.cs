namespace SixLabors.ImageSharp;

/// <summary>No registered format recognizes the first bytes.</summary>
public sealed class UnknownImageFormatException(string errorMessage) : ImageFormatException(errorMessage);
