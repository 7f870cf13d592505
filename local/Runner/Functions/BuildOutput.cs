using System.Diagnostics;
using System.Globalization;
using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner.Functions;

/// <summary>How a function's build output is started, in the environment that Lambda would give it.</summary>
internal static class BuildOutput
{
    /// <param name="root">The repository.</param>
    /// <param name="native">Start the <see cref="NativeBuild"/> instead of the assemblies built with this library.</param>
    /// <param name="services">The variables that lead to the services.</param>
    public static ProcessStartInfo Of(FunctionResource function, string root, bool native, IEnumerable<KeyValuePair<string, string>> services)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var project = Path.GetFullPath(Path.Combine(root, function.Project));
        var assembly = Path.GetFileNameWithoutExtension(Directory.EnumerateFiles(project, "*.csproj").Single());
        var file = native ? NativeBuild.ProgramOf(root, assembly) : Path.Combine(project, "bin", configuration, "net10.0", $"{assembly}.dll");
        if (!File.Exists(file))
        {
            throw new LocalException($"{function.Name} is not built: "
                + $"{(native ? "./dev invoke --native, or another verb with it, does so" : $"dotnet build -c {configuration} {function.Project}")}");
        }

        var output = Path.GetDirectoryName(file)!;
        var start = native ? NativeBuild.StartOf(root, assembly) : new ProcessStartInfo("dotnet", [file]);
        start.WorkingDirectory = output;
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name); // a profile of the user's has no say here
        }

        KeyValuePair<string, string>[] lambda =
        [
            new("AWS_LAMBDA_FUNCTION_NAME", function.Name),
            new("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", function.MemorySize.ToString(CultureInfo.InvariantCulture)),
            new("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
            new("LAMBDA_TASK_ROOT", output),
            new("_HANDLER", assembly),
            new("MODELS_DIR", Path.Combine(root, "models")), // in the container the Dockerfile's
        ];
        foreach (var (name, value) in services.Concat(lambda).Concat(function.Environment))
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
