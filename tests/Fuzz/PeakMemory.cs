using System.Globalization;

namespace ImageClassification.Fuzz;

/// <summary>The most resident memory of this process, native decoders' included, since it was reset. Linux only. <see href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html"/></summary>
internal static class PeakMemory
{
    private const string Line = "VmHWM:";

    public static long Bytes =>
        1024 * long.Parse(
            File.ReadLines("/proc/self/status").First(line => line.StartsWith(Line, StringComparison.Ordinal))[Line.Length..].Replace("kB", "", StringComparison.Ordinal),
            NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture);

    public static void Reset() => File.WriteAllText("/proc/self/clear_refs", "5");
}
