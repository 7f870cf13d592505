using System.Globalization;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Keeps the garbage-collected heap within the function's memory.</summary>
internal static class MemoryLimit
{
    private const long Megabyte = 1024 * 1024;

    public static void Apply()
    {
        if (Environment.GetEnvironmentVariable("AWS_DOTNET_LAMBDA_DISABLE_MEMORY_LIMIT_CHECK") == "true"
            || !long.TryParse(Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), CultureInfo.InvariantCulture, out var megabytes)
            || GC.GetGCMemoryInfo().TotalAvailableMemoryBytes <= megabytes * Megabyte)
        {
            return;
        }

        AppContext.SetData("GCHeapHardLimit", (ulong)(megabytes * Megabyte));
        GC.RefreshMemoryLimit();
    }
}
