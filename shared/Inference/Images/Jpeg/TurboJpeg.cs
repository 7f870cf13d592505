using System.Runtime.InteropServices;

namespace ImageClassification.Inference.Images.Jpeg;

/// <summary>
/// The part of the TurboJPEG 2.x API that is used; 3.x keeps it.
/// <see href="https://rawcdn.githack.com/libjpeg-turbo/libjpeg-turbo/2.1.5/doc/html/group___turbo_j_p_e_g.html"/>
/// </summary>
internal static unsafe partial class TurboJpeg
{
    /// <summary>TJPF_RGB and TJPF_CMYK.</summary>
    public const int Rgb = 0;

    public const int Cmyk = 11;

    /// <summary>TJCS_YCbCr and TJCS_GRAY.</summary>
    public const int YCbCr = 1;

    public const int Grey = 2;

    /// <summary>TJFLAG_LIMITSCANS: an error past 500 scans; each scan of a progressive JPEG goes over every pixel.</summary>
    public const int LimitScans = 32768;

    /// <summary>TJSAMP_420.</summary>
    public const int Subsampled = 2;

    /// <summary>TJFLAG_NOREALLOC: the target is ours, and as long as <see cref="MostBytes"/> says.</summary>
    public const int KeepBuffer = 1024;

    static TurboJpeg() => NativeDecoder.Prepare();

    [LibraryImport(NativeDecoder.TurboJpeg, EntryPoint = "tjInitDecompress")]
    public static partial TurboJpegHandle InitDecompress();

    [LibraryImport(NativeDecoder.TurboJpeg, EntryPoint = "tjDecompressHeader3")]
    public static partial int DecompressHeader(
        TurboJpegHandle handle, byte* jpeg, CULong jpegLength, out int width, out int height, out int subsampling, out int colourspace);

    [LibraryImport(NativeDecoder.TurboJpeg, EntryPoint = "tjDecompress2")]
    public static partial int Decompress(
        TurboJpegHandle handle, byte* jpeg, CULong jpegLength, byte* pixels, int width, int pitch, int height, int pixelFormat, int flags);

    /// <summary>To be read once: 3.x then takes it back.</summary>
    public static string TakeError(TurboJpegHandle handle) => Marshal.PtrToStringUTF8(GetErrorText(handle)) ?? "unknown error";

    [LibraryImport(NativeDecoder.TurboJpeg, EntryPoint = "tjInitCompress")]
    public static partial TurboJpegHandle InitCompress();

    [LibraryImport(NativeDecoder.TurboJpeg, EntryPoint = "tjBufSize")]
    public static partial CULong MostBytes(int width, int height, int subsampling);

    [LibraryImport(NativeDecoder.TurboJpeg, EntryPoint = "tjCompress2")]
    public static partial int Compress(
        TurboJpegHandle handle, byte* pixels, int width, int pitch, int height, int pixelFormat,
        byte** jpeg, ref CULong jpegLength, int subsampling, int quality, int flags);

    [LibraryImport(NativeDecoder.TurboJpeg, EntryPoint = "tjDestroy")]
    public static partial int Destroy(nint handle);

    [LibraryImport(NativeDecoder.TurboJpeg, EntryPoint = "tjGetErrorStr2")]
    private static partial nint GetErrorText(TurboJpegHandle handle);
}
