namespace SixLabors.ImageSharp.Formats.Bmp;

/// <summary>https://learn.microsoft.com/windows/win32/api/wingdi/ns-wingdi-bitmapinfoheader</summary>
internal enum BmpCompression
{
    Rgb = 0,
    Rle8 = 1,
    Rle4 = 2,
    BitFields = 3,
}
