using System.Globalization;

namespace ImageClassification.Fuzz;

/// <summary>
/// The most resident memory of this process, native decoders' included, since it was reset. Elsewhere than on Linux what it
/// holds now. <see href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html"/>
/// </summary>
internal static class PeakMemory
{
    private const string Line = "VmHWM:";

    public static long Bytes => OperatingSystem.IsLinux()
        ? 1024 * long.Parse(
            File.ReadLines("/proc/self/status").First(line => line.StartsWith(Line, StringComparison.Ordinal)).AsSpan(Line.Length).TrimEnd("kB"),
            NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture)
        : Environment.WorkingSet;

    public static void Reset()
    {
        if (OperatingSystem.IsLinux())
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
    }
}
