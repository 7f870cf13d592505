using System.Runtime.InteropServices;

namespace ImageClassification.Inference.Images;

/// <summary>Finds the decoders that the operating system provides, whose files are named differently on each.</summary>
internal sealed class NativeDecoder
{
    public const string TurboJpeg = "turbojpeg";

    public const string WebP = "webp";

    /// <summary>Optional: without it only its formats are rejected; without the others the function does not start.</summary>
    public const string Heif = "heif";

    private static readonly Dictionary<string, NativeDecoder> ByName = new()
    {
        [TurboJpeg] = new(
            "libturbojpeg, which decodes JPEG, was not found. Install it: apt-get install libturbojpeg0 (Debian), "
            + "apt-get install libturbojpeg (Ubuntu), dnf install turbojpeg (Fedora, Amazon Linux 2023), brew install jpeg-turbo (macOS).",
            "libturbojpeg.so.0",
            "libturbojpeg",
            "libturbojpeg.dylib",
            "/opt/homebrew/opt/jpeg-turbo/lib/libturbojpeg.dylib",
            "/usr/local/opt/jpeg-turbo/lib/libturbojpeg.dylib",
            "turbojpeg.dll"),
        [WebP] = new(
            "libwebp, which decodes WebP, was not found. Install it: apt-get install libwebp7 (Debian, Ubuntu), "
            + "dnf install libwebp (Fedora, Amazon Linux 2023), brew install webp (macOS).",
            "libwebp.so.7",
            "libwebp",
            "libwebp.dylib",
            "/opt/homebrew/opt/webp/lib/libwebp.dylib",
            "/usr/local/opt/webp/lib/libwebp.dylib",
            "libwebp.dll"),
        [Heif] = new(
            "libheif, which decodes HEIC and AVIF, was not found. Install it: apt-get install libheif1 (Debian), "
            + "apt-get install libheif-plugin-libde265 (Ubuntu), dnf install libheif (Fedora), brew install libheif (macOS). "
            + "Upload the image again then, or upload it as JPEG or PNG.",
            "libheif.so.1",
            "libheif",
            "libheif.dylib",
            "/opt/homebrew/opt/libheif/lib/libheif.dylib",
            "/usr/local/opt/libheif/lib/libheif.dylib",
            "heif.dll"),
    };

    private readonly string _missing;
    private readonly Lazy<nint> _handle;

    static NativeDecoder() => NativeLibrary.SetDllImportResolver(typeof(NativeDecoder).Assembly, (name, _, _) => Resolve(name));

    private NativeDecoder(string missing, params string[] files)
    {
        _missing = missing;
        _handle = new Lazy<nint>(() => Load(files));
    }

    /// <exception cref="ModelException">One is not installed that every model needs.</exception>
    public static void RequireAll()
    {
        var missing = ByName.Keys.Where(name => name != Heif).Select(Missing).OfType<string>().ToList();
        if (missing.Count > 0)
        {
            throw new ModelException(string.Join(' ', missing));
        }
    }

    /// <returns>What to install; null where it is.</returns>
    public static string? Missing(string name) => ByName[name]._handle.Value == 0 ? ByName[name]._missing : null;

    /// <summary>Of a decoder that is installed; versions differ.</summary>
    public static bool TryGetFunction(string name, string function, out nint address) =>
        NativeLibrary.TryGetExport(ByName[name]._handle.Value, function, out address);

    /// <summary>To be called before the first call into any of them: runs the static constructor.</summary>
    public static void Prepare()
    {
    }

    private static nint Resolve(string name) => ByName.TryGetValue(name, out var decoder) ? decoder._handle.Value : 0;

    private static nint Load(string[] files)
    {
        foreach (var file in files)
        {
            if (NativeLibrary.TryLoad(file, out var handle))
            {
                return handle;
            }
        }

        return 0;
    }
}
