using System.Runtime.InteropServices;

namespace ImageClassification.Inference.Images.Heif;

/// <summary>The part of libde265's API that is used. <see href="https://github.com/strukturag/libde265/blob/v1.0.11/libde265/de265.h"/></summary>
internal static unsafe partial class LibDe265
{
    public const int Ok = 0;

    static LibDe265() => NativeDecoder.Prepare();

    [LibraryImport(NativeDecoder.De265, EntryPoint = "de265_new_decoder")]
    public static partial nint NewDecoder();

    [LibraryImport(NativeDecoder.De265, EntryPoint = "de265_free_decoder")]
    public static partial int FreeDecoder(nint decoder);

    /// <param name="decoder">Before anything is decoded.</param>
    /// <param name="functions">Two: one that gives an image its memory, and one that takes it back.</param>
    /// <param name="data">For the functions.</param>
    [LibraryImport(NativeDecoder.De265, EntryPoint = "de265_set_image_allocation_functions")]
    public static partial void SetAllocation(nint decoder, nint* functions, nint data);

    [LibraryImport(NativeDecoder.De265, EntryPoint = "de265_set_image_plane")]
    public static partial void SetPlane(nint image, int channel, nint memory, int stride, nint data);

    [LibraryImport(NativeDecoder.De265, EntryPoint = "de265_get_image_plane_user_data")]
    public static partial nint GetPlaneData(nint image, int channel);

    [LibraryImport(NativeDecoder.De265, EntryPoint = "de265_push_NAL")]
    public static partial int Push(nint decoder, byte* unit, int length, long time, nint data);

    [LibraryImport(NativeDecoder.De265, EntryPoint = "de265_flush_data")]
    public static partial int Flush(nint decoder);

    [LibraryImport(NativeDecoder.De265, EntryPoint = "de265_decode")]
    public static partial int Decode(nint decoder, out int isMoreToDo);

    [LibraryImport(NativeDecoder.De265, EntryPoint = "de265_get_warning")]
    public static partial int GetWarning(nint decoder);

    [LibraryImport(NativeDecoder.De265, EntryPoint = "de265_peek_next_picture")]
    public static partial nint PeekPicture(nint decoder);

    [LibraryImport(NativeDecoder.De265, EntryPoint = "de265_get_image_width")]
    public static partial int GetWidth(nint image, int channel);

    [LibraryImport(NativeDecoder.De265, EntryPoint = "de265_get_image_height")]
    public static partial int GetHeight(nint image, int channel);

    [LibraryImport(NativeDecoder.De265, EntryPoint = "de265_get_chroma_format")]
    public static partial int GetChroma(nint image);

    [LibraryImport(NativeDecoder.De265, EntryPoint = "de265_get_bits_per_pixel")]
    public static partial int GetBits(nint image, int channel);

    [LibraryImport(NativeDecoder.De265, EntryPoint = "de265_get_image_plane")]
    public static partial byte* GetPlane(nint image, int channel, out int stride);

    [LibraryImport(NativeDecoder.De265, EntryPoint = "de265_get_image_colour_primaries")]
    public static partial int GetPrimaries(nint image);

    [LibraryImport(NativeDecoder.De265, EntryPoint = "de265_get_image_transfer_characteristics")]
    public static partial int GetTransfer(nint image);

    [LibraryImport(NativeDecoder.De265, EntryPoint = "de265_get_image_matrix_coefficients")]
    public static partial int GetMatrix(nint image);

    [LibraryImport(NativeDecoder.De265, EntryPoint = "de265_get_image_full_range_flag")]
    public static partial int IsFullRange(nint image);
}
