using System.Diagnostics;

namespace ImageClassification.Runner;

internal static class ProcessMemory
{
    /// <returns>The bytes in memory now. 0 where the process has ended.</returns>
    public static long ResidentBytes(this Process process)
    {
        try
        {
            process.Refresh();
            return process.WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }
}
