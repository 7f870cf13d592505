using System.Runtime.InteropServices;

namespace ImageClassification.Inference.Images.Heif;

/// <summary>
/// The part of libheif's API that is used, which every version since 1.13 has.
/// <see href="https://github.com/strukturag/libheif/blob/v1.15.1/libheif/heif.h"/>
/// </summary>
internal static unsafe partial class LibHeif
{
    /// <summary>heif_colorspace_RGB and heif_chroma_interleaved_RGB; of such an image heif_channel_interleaved.</summary>
    public const int ColourspaceRgb = 1;

    public const int InterleavedRgb = 10;

    public const int Interleaved = 10;

    /// <summary>Of version 1.13.</summary>
    public const string NewestFunction = "heif_context_set_max_decoding_threads";

    static LibHeif() => NativeDecoder.Prepare();

    [LibraryImport(NativeDecoder.Heif, EntryPoint = "heif_context_alloc")]
    public static partial nint AllocateContext();

    [LibraryImport(NativeDecoder.Heif, EntryPoint = "heif_context_free")]
    public static partial void FreeContext(nint context);

    /// <summary>Of tiles. 0: the caller's alone.</summary>
    [LibraryImport(NativeDecoder.Heif, EntryPoint = NewestFunction)]
    public static partial void SetMostThreads(nint context, int threads);

    /// <summary>Rejects larger images that passed the caller's check.</summary>
    /// <param name="context">Before anything is read.</param>
    /// <param name="side">The longest, in pixels.</param>
    /// <param name="pixels">The most; versions before 1.19 have no such limit.</param>
    public static void SetLimits(nint context, long side, long pixels)
    {
        const int placeOfPixels = 8; // in heif_security_limits, behind its version
        if (NativeDecoder.TryGetFunction(NativeDecoder.Heif, "heif_context_get_security_limits", out var function))
        {
            *(long*)(((delegate* unmanaged<nint, byte*>)function)(context) + placeOfPixels) = pixels;
        }
        else
        {
            SetMostSide(context, (int)side);
        }
    }

    [LibraryImport(NativeDecoder.Heif, EntryPoint = "heif_context_read_from_memory_without_copy")]
    public static partial HeifError Read(nint context, byte* file, nuint length, nint options);

    [LibraryImport(NativeDecoder.Heif, EntryPoint = "heif_context_get_primary_image_handle")]
    public static partial HeifError GetPrimary(nint context, out nint handle);

    [LibraryImport(NativeDecoder.Heif, EntryPoint = "heif_image_handle_release")]
    public static partial void ReleaseHandle(nint handle);

    [LibraryImport(NativeDecoder.Heif, EntryPoint = "heif_decode_image")]
    public static partial HeifError Decode(nint handle, out nint image, int colourspace, int chroma, nint options);

    [LibraryImport(NativeDecoder.Heif, EntryPoint = "heif_image_get_width")]
    public static partial int GetWidth(nint image, int channel);

    [LibraryImport(NativeDecoder.Heif, EntryPoint = "heif_image_get_height")]
    public static partial int GetHeight(nint image, int channel);

    [LibraryImport(NativeDecoder.Heif, EntryPoint = "heif_image_get_plane_readonly")]
    public static partial byte* GetPlane(nint image, int channel, out int stride);

    [LibraryImport(NativeDecoder.Heif, EntryPoint = "heif_image_release")]
    public static partial void ReleaseImage(nint image);

    [LibraryImport(NativeDecoder.Heif, EntryPoint = "heif_context_set_maximum_image_size_limit")]
    private static partial void SetMostSide(nint context, int pixels);
}
