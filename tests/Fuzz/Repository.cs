using System.Reflection;

namespace ImageClassification.Fuzz;

internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == nameof(Repository)).Value!;
}
