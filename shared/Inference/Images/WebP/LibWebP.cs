using System.Runtime.InteropServices;

namespace ImageClassification.Inference.Images.WebP;

/// <summary><see href="https://developers.google.com/speed/webp/docs/api"/></summary>
internal static unsafe partial class LibWebP
{
    static LibWebP() => NativeDecoder.Prepare();

    /// <returns>Null, where the data are damaged or cut off, or the pixels do not fit.</returns>
    [LibraryImport(NativeDecoder.WebP, EntryPoint = "WebPDecodeRGBInto")]
    public static partial byte* DecodeRgbInto(byte* data, nuint dataLength, byte* pixels, nuint pixelsLength, int stride);
}
