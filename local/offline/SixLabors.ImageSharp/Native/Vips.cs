using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SixLabors.ImageSharp.Native;

internal unsafe delegate int VipsLoad(
    byte* data, nuint length, out nint image, byte* key1, nint value1, byte* key2, nint value2, byte* end);

/// <summary>
/// libvips's C functions: https://www.libvips.org/API/current/. The loaders are variadic; on Linux x64 such a
/// call looks like a plain one as long as it passes integers and pointers only.
/// </summary>
internal static unsafe partial class Vips
{
    private const string Library = "vips-cpp";
    private const int GLogLevelWarning = 1 << 4;

    static Vips()
    {
        if (vips_init("SixLabors.ImageSharp") != 0)
        {
            throw new DllNotFoundException($"libvips does not start: {TakeError()}");
        }

        vips_block_untrusted_set(1);
        vips_concurrency_set(1);
        vips_cache_set_max(0);
        // A broken file is reported by an exception; libvips would also write it to the standard error.
        g_log_set_handler("VIPS", GLogLevelWarning, &DropWarning, 0);
    }

    /// <summary>Runs the static constructor, so that a library that is missing is not taken for a broken image.</summary>
    public static void Start() => RuntimeHelpers.RunClassConstructor(typeof(Vips).TypeHandle);

    /// <summary>The process-wide error text, emptied; with several threads decoding it may hold another's words as well.</summary>
    public static string TakeError()
    {
        var text = vips_error_buffer_copy();
        try
        {
            return Marshal.PtrToStringUTF8(text)?.Trim().ReplaceLineEndings("; ") ?? "";
        }
        finally
        {
            g_free(text);
        }
    }

    [LibraryImport(Library)]
    public static partial int vips_pngload_buffer(
        byte* data, nuint length, out nint image, byte* key1, nint value1, byte* key2, nint value2, byte* end);

    [LibraryImport(Library)]
    public static partial int vips_gifload_buffer(
        byte* data, nuint length, out nint image, byte* key1, nint value1, byte* key2, nint value2, byte* end);

    [LibraryImport(Library)]
    public static partial int vips_webpload_buffer(
        byte* data, nuint length, out nint image, byte* key1, nint value1, byte* key2, nint value2, byte* end);

    [LibraryImport(Library)]
    public static partial int vips_image_get_width(nint image);

    [LibraryImport(Library)]
    public static partial int vips_image_get_height(nint image);

    [LibraryImport(Library)]
    public static partial int vips_image_get_bands(nint image);

    [LibraryImport(Library)]
    public static partial int vips_image_get_format(nint image);

    [LibraryImport(Library)]
    public static partial nint vips_region_new(nint image);

    [LibraryImport(Library)]
    public static partial byte* vips_region_fetch(nint region, int left, int top, int width, int height, out nuint length);

    [LibraryImport(Library)]
    public static partial void g_object_unref(nint @object);

    [LibraryImport(Library)]
    public static partial void g_free(nint memory);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int vips_init(string program);

    [LibraryImport(Library)]
    private static partial void vips_block_untrusted_set(int state);

    [LibraryImport(Library)]
    private static partial void vips_concurrency_set(int threads);

    [LibraryImport(Library)]
    private static partial void vips_cache_set_max(int operations);

    [LibraryImport(Library)]
    private static partial nint vips_error_buffer_copy();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial uint g_log_set_handler(
        string domain, int levels, delegate* unmanaged<nint, int, nint, nint, void> handler, nint data);

    [UnmanagedCallersOnly]
    private static void DropWarning(nint domain, int level, nint message, nint data)
    {
    }
}
