namespace SixLabors.ImageSharp;

/// <summary>What an image's header says.</summary>
public interface IImageInfo
{
    /// <summary>In pixels.</summary>
    int Width { get; }

    /// <summary>In pixels.</summary>
    int Height { get; }
}
