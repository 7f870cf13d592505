namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>A pixel type that an image can be made of.</summary>
public interface IPixel<TSelf> : IPixel, IEquatable<TSelf>
    where TSelf : unmanaged, IPixel<TSelf>;
