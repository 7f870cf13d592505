using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ImageClassification.Runner.Functions;

/// <summary>The functions as native programs, as their images hold them. Compiled only if a source is newer.</summary>
public static class NativeBuild
{
    private static readonly string Platform = $"{(OperatingSystem.IsMacOS() ? "osx" : "linux")}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true };

    /// <summary>The program, whether or not it is there.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="function">The name of the function's project, such as <c>Query</c>.</param>
    public static string ProgramOf(string root, string function) => Path.Combine(FolderOf(root, function), function);

    /// <summary>Starts the program, with its memory allocated as in the image.</summary>
    /// <inheritdoc cref="ProgramOf"/>
    public static ProcessStartInfo StartOf(string root, string function)
    {
        const string Tunables = "ENV GLIBC_TUNABLES=";
        var start = new ProcessStartInfo(ProgramOf(root, function));
        var target = File.ReadLines(Path.Combine(root, "functions", "Dockerfile"))
            .SkipWhile(line => line != $"FROM runtime AS {function.ToLowerInvariant()}").Skip(1)
            .TakeWhile(line => !line.StartsWith("FROM ", StringComparison.Ordinal));
        if (target.FirstOrDefault(line => line.StartsWith(Tunables, StringComparison.Ordinal)) is { } line)
        {
            start.Environment["GLIBC_TUNABLES"] = line[Tunables.Length..];
        }

        return start;
    }

    /// <summary>Compiles what has changed, which takes about half a minute for each function.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="log">Gets what is being done.</param>
    /// <exception cref="LocalException">It does not compile; the message has the compiler's.</exception>
    public static async Task MakeAsync(string root, Action<string> log, CancellationToken cancellationToken)
    {
        foreach (var project in Directory.EnumerateFiles(Path.Combine(root, "functions"), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var function = Path.GetFileNameWithoutExtension(project);
            if (!IsCurrent(ProgramOf(root, function), SourcesOf(root, Path.GetDirectoryName(project)!)))
            {
                log($"Compiling {function} to a native program …");
                await PublishAsync(root, project, FolderOf(root, function), cancellationToken);
            }
        }
    }

    /// <summary>Whether a program is there and none of its sources is newer.</summary>
    /// <param name="sources">Files and folders.</param>
    internal static bool IsCurrent(string program, IEnumerable<string> sources)
    {
        var built = File.GetLastWriteTimeUtc(program);
        return File.Exists(program) && sources
            .SelectMany(source => Directory.Exists(source) ? FilesOf(source) : [source])
            .All(file => File.GetLastWriteTimeUtc(file) <= built);
    }

    /// <summary>Without what builds make.</summary>
    private static IEnumerable<string> FilesOf(string folder) => Directory.EnumerateFiles(folder, "*", Everything)
        .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(name => name is "bin" or "obj"));

    private static string FolderOf(string root, string function) => Path.Combine(root, "artifacts", "native", function);

    private static IEnumerable<string> SourcesOf(string root, string project) =>
    [
        project,
        Path.Combine(root, "shared"),
        Path.Combine(root, "local", "offline"),
        Path.Combine(root, "global.json"),
        .. Directory.EnumerateFiles(root, "Directory.*"),
        .. Directory.EnumerateFiles(Path.Combine(root, "functions"), "Directory.*"),
        .. Directory.EnumerateFiles(Path.Combine(root, "models"), "model.json", Everything), // beside Ingest and Query
    ];

    private static async Task PublishAsync(string root, string project, string output, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetUtcNow();
        string[] arguments = ["publish", project, "-c", "Release", "-r", Platform, "-p:AllowStandIns=true", "-o", output, "--nologo", "-v", "quiet"];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = root, RedirectStandardOutput = true })!;
        try
        {
            var said = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new LocalException($"{Path.GetFileNameWithoutExtension(project)} does not compile to a native program.\n{said}");
            }

            // The compiler keeps a program that comes out the same; and what changes while it compiles is newer.
            File.SetLastWriteTimeUtc(ProgramOf(root, Path.GetFileNameWithoutExtension(project)), began.UtcDateTime);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
