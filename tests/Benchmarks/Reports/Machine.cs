using System.Runtime.InteropServices;
using System.Text.Json;

namespace ImageClassification.Benchmarks.Reports;

/// <summary>Where it was measured, and with which versions.</summary>
internal static class Machine
{
    public static string Name { get; } =
        $"{Environment.ProcessorCount} cores of an {LineOf("/proc/cpuinfo", "model name")}, "
        + $"{LineOf("/proc/meminfo", "MemTotal")}, {RuntimeInformation.OSDescription}";

    /// <param name="root">The repository.</param>
    public static string Versions(string root) =>
        $"{RuntimeInformation.FrameworkDescription}, ONNX Runtime {typeof(Microsoft.ML.OnnxRuntime.InferenceSession).Assembly.GetName().Version!.ToString(3)}; "
        + $"Node.js {Workshop.Run("node", "--version").Trim()}, sharp {PackageOf(root, "sharp")}, onnxruntime-node {PackageOf(root, "onnxruntime-node")}; "
        + Workshop.Run("/usr/bin/python3", "-c", "import PIL, numpy, platform; "
            + "print('Python', platform.python_version() + ', Pillow', PIL.__version__ + ', numpy', numpy.__version__)").Trim();

    private static string PackageOf(string root, string name)
    {
        var file = Path.Combine(root, "tests", "Benchmarks", "peers", "node_modules", name, "package.json");
        return JsonDocument.Parse(File.ReadAllBytes(file)).RootElement.GetProperty("version").GetString()!;
    }

    private static string LineOf(string file, string name) =>
        File.ReadLines(file).First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(':')[1].Trim();
}
