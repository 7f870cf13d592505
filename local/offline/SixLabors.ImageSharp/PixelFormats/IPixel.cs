namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>A pixel's conversions, in place.</summary>
public interface IPixel
{
    void FromRgb24(Rgb24 source);
}

/// <summary>A pixel type that an image can be made of.</summary>
public interface IPixel<TSelf> : IPixel
    where TSelf : unmanaged, IPixel<TSelf>;
