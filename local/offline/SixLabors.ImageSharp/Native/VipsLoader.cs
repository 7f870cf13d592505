namespace SixLabors.ImageSharp.Native;

internal enum VipsLoader
{
    Png,
    Gif,
    Webp,
}
