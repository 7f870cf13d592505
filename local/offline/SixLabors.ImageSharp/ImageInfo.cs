namespace SixLabors.ImageSharp;

internal sealed record ImageInfo(int Width, int Height) : IImageInfo;
