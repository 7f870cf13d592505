using System.Reflection;

namespace ImageClassification.Template.Tests;

/// <summary>Where the files are that these tests read.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == nameof(Repository)).Value!;
}
