using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ImageClassification.Template.Tests.Images;

/// <summary>
/// Takes the place of an image's file system where there is no Docker: the steps of stages run here one by one. What apt-get would
/// install is expected of the machine.
/// </summary>
internal sealed partial class CleanFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("image-").FullName;
    private string _workDirectory = "/";

    /// <summary>Where a path of the image is.</summary>
    public string At(string path) => Path.Join(_root, Path.Combine(_workDirectory, path));

    /// <summary>Runs the steps of stages. <c>COPY --from</c> takes from the folders of others, by name, and is passed over where there is none.</summary>
    public void Run(IEnumerable<Dockerfile.Stage> stages, IReadOnlyDictionary<string, CleanFolder>? others = null)
    {
        foreach (var step in stages.SelectMany(stage => stage.Steps))
        {
            switch (step.Keyword)
            {
                case "WORKDIR":
                    _workDirectory = step.Arguments;
                    Directory.CreateDirectory(At("."));
                    break;
                case "COPY" when From().Match(step.Arguments) is { Success: true } from:
                    if (others?.GetValueOrDefault(from.Groups[1].Value) is { } other)
                    {
                        Copy(from.Groups[2].Value, path => other.At(path), _ => true);
                    }

                    break;
                case "COPY":
                    Copy(step.Arguments, path => Path.Combine(Repository.Root, path), IsInContext);
                    break;
                case "RUN" when !step.Arguments.StartsWith("apt-get ", StringComparison.Ordinal):
                    Shell(step.Arguments);
                    break;
            }
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Copy(string arguments, Func<string, string> locate, Func<string, bool> isThere)
    {
        var words = arguments.Split(' ');
        foreach (var source in words[..^1])
        {
            var (path, destination) = (locate(source.TrimEnd('/')), words[^1]);
            var isFolder = Directory.Exists(path);
            var files = (isFolder
                ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                : Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path)))
                .Where(isThere).ToList();
            files.ShouldNotBeEmpty($"COPY {source}: nothing is there.");
            foreach (var file in files)
            {
                var name = Path.GetRelativePath(isFolder ? path : Path.GetDirectoryName(path)!, file);
                var target = At(isFolder || destination.EndsWith('/') ? Path.Combine(destination, name) : destination);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target, overwrite: true);
            }
        }
    }

    private void Shell(string command)
    {
        var start = new ProcessStartInfo("sh", ["-c", AbsolutePaths().Replace(command, $"{_root}/")])
        {
            WorkingDirectory = At("."),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (File.Exists(Path.Combine(Repository.Root, ".offline-packages")))
        {
            // Where the feed lacks packages, their stand-ins are compiled instead. MSBuild takes variables for properties.
            Copy("local/offline/ local/offline/", path => Path.Combine(Repository.Root, path), file => !Made().IsMatch(file));
            (start.Environment["OfflinePackages"], start.Environment["AllowStandIns"]) = ("true", "true");
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{command}\n{output}{errors.Result}");
    }

    /// <summary>By .dockerignore, whose last line that fits decides.</summary>
    private static bool IsInContext(string file)
    {
        var path = Path.GetRelativePath(Repository.Root, file);
        return File.ReadLines(Path.Combine(Repository.Root, ".dockerignore"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .LastOrDefault(line => Regex.IsMatch(path, $"^{Regex.Escape(line.TrimStart('!')).Replace(@"\*\*/", "(.*/)?").Replace(@"\*", "[^/]*")}(/|$)"))
            is null or ['!', ..];
    }

    [GeneratedRegex("^--from=(\\S+) (.+)$")]
    private static partial Regex From();

    [GeneratedRegex("(?<= )/(?=[a-z])")]
    private static partial Regex AbsolutePaths();

    [GeneratedRegex("/(bin|obj)/")]
    private static partial Regex Made();
}
