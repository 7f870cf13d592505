using System.Runtime.InteropServices;

namespace ImageClassification.Inference.Images.Heif;

/// <summary>
/// Has the C library fill memory with zeros when it hands it out. libde265 skips pixels that a damaged stream skips, and would
/// show there what lay in memory before: parts of other images.
/// <see href="https://man7.org/linux/man-pages/man3/mallopt.3.html">M_PERTURB</see> is glibc's, of the whole process, and costs others
/// a pass over what they allocate meanwhile.
/// </summary>
internal sealed partial class CleanMemory : IDisposable
{
    private const int Perturb = -6;

    /// <summary>The complement of the byte that memory is filled with.</summary>
    private const int WithZeros = 255;

    private static readonly Lock Gate = new();
    private static int _users;

    private CleanMemory()
    {
    }

    public static CleanMemory Begin()
    {
        lock (Gate)
        {
            if (_users++ == 0)
            {
                Set(WithZeros);
            }
        }

        return new CleanMemory();
    }

    public void Dispose()
    {
        lock (Gate)
        {
            if (--_users == 0)
            {
                Set(0);
            }
        }
    }

    private static void Set(int value)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetOption(Perturb, value);
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
