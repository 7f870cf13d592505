using System.Reflection;
using System.Runtime.InteropServices;

namespace ImageClassification.Inference.Images.Jpeg;

/// <summary>Finds libturbojpeg, whose file is named differently on each system.</summary>
internal static class TurboJpegLibrary
{
    public const string Name = "turbojpeg";

    private static readonly string[] Candidates =
    [
        "libturbojpeg.so.0",
        "libturbojpeg",
        "libturbojpeg.dylib",
        "/opt/homebrew/opt/jpeg-turbo/lib/libturbojpeg.dylib",
        "/usr/local/opt/jpeg-turbo/lib/libturbojpeg.dylib",
        "turbojpeg.dll",
    ];

    private static readonly Lazy<nint> Loaded = new(Load);

    /// <exception cref="ModelException">It is not installed.</exception>
    public static void Require()
    {
        if (Loaded.Value == 0)
        {
            throw new ModelException(
                "libturbojpeg, which decodes JPEG, was not found. Install it: apt-get install libturbojpeg0 (Debian, Ubuntu), "
                + "dnf install turbojpeg (Fedora, Amazon Linux 2023), brew install jpeg-turbo (macOS).");
        }
    }

    /// <summary>To be called before the first call into the library.</summary>
    public static void UseFor(Assembly assembly) =>
        NativeLibrary.SetDllImportResolver(assembly, (name, _, _) => name == Name ? Loaded.Value : 0);

    private static nint Load()
    {
        foreach (var candidate in Candidates)
        {
            if (NativeLibrary.TryLoad(candidate, out var handle))
            {
                return handle;
            }
        }

        return 0;
    }
}
