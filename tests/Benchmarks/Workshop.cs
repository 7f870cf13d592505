using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using ImageClassification.Runner.Functions;

namespace ImageClassification.Benchmarks;

/// <summary>What is measured, made ready: packages, images, and programs published as they are deployed.</summary>
/// <param name="root">The repository.</param>
internal sealed class Workshop(string root)
{
    private readonly string _artifacts = Path.Combine(root, "artifacts", "benchmark");

    public string Model { get; } = Path.Combine(root, "models", "clothing");

    private string Peers => Path.Combine(root, "tests", "Benchmarks", "peers");

    /// <exception cref="MissingToolException">Python, Pillow or numpy is not installed.</exception>
    public async Task PrepareAsync()
    {
        RequirePillow();
        Run("npm", "ci", "--prefix", Peers, "--ignore-scripts", "--no-audit", "--no-fund"); // its scripts would download CUDA
        Run("/usr/bin/python3", Path.Combine(Peers, "images.py"), Path.Combine(_artifacts, "images"));
        Publish(Path.Combine(Peers, "Bare"), "bare");
        await NativeBuild.MakeAsync(root, Console.Error.WriteLine, CancellationToken.None);
        foreach (var function in new[] { "Classifier", "Query", "Ingest" })
        {
            Publish(
                Path.Combine(root, "functions", function), $"managed/{function}",
                "-p:PublishAot=false", "-p:PublishReadyToRun=true", "-p:TieredPGO=false", $"-p:SelfContained={function == "Classifier"}",
                $"-p:PublishReadyToRunComposite={function == "Classifier"}");
        }
    }

    public IReadOnlyList<string> Images(string pattern) =>
        [.. Directory.GetFiles(Path.Combine(_artifacts, "images"), pattern).Order(StringComparer.Ordinal)];

    public ProcessStartInfo Product() => ProductOf(Model);

    /// <summary>The same model, whose manifest has the input's size as <c>decode.draft</c>.</summary>
    public ProcessStartInfo ProductWithDraft()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_artifacts, "clothing-draft")).FullName;
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(Model, "model.json")))!.AsObject();
        var input = manifest["input"]!;
        manifest["decode"] = new JsonObject { ["draft"] = new JsonArray(input["width"]!.DeepClone(), input["height"]!.DeepClone()) };
        File.WriteAllText(Path.Combine(folder, "model.json"), manifest.ToJsonString());
        foreach (var file in new[] { "model.onnx", "labels.txt" })
        {
            File.Copy(Path.Combine(Model, file), Path.Combine(folder, file), overwrite: true);
        }

        return ProductOf(folder);
    }

    public ProcessStartInfo Node() => new("node", [Path.Combine(Peers, "worker.js"), Model]);

    public ProcessStartInfo Pillow(params string[] arguments) => new("/usr/bin/python3", [Path.Combine(Peers, "pillow_worker.py"), .. arguments]);

    public ProcessStartInfo Bare() => new(Path.Combine(_artifacts, "bare", "Bare"), [Model]);

    /// <summary>With the settings of the Classifier's image for memory.</summary>
    public ProcessStartInfo TunedBare()
    {
        const string Tunables = "GLIBC_TUNABLES";
        var start = Bare();
        start.Environment[Tunables] = NativeBuild.StartOf(root, "Classifier").Environment[Tunables];
        return start;
    }

    public ProcessStartInfo NodeFunction() => new("node", [Path.Combine(Peers, "lambda.js"), Model]);

    /// <summary>As it is deployed.</summary>
    public ProcessStartInfo NativeFunction(string name) => Function(NativeBuild.StartOf(root, name));

    /// <summary>Compiled to ReadyToRun: the Classifier with its runtime, as one file for all assemblies, the others for Lambda's.</summary>
    public ProcessStartInfo ManagedFunction(string name) => Function(new(Path.Combine(_artifacts, "managed", name, name)));

    public Task<string> EventAsync(string file) => File.ReadAllTextAsync(Path.Combine(root, "tests", "events", file));

    /// <summary>In the environment that the template gives it.</summary>
    private ProcessStartInfo Function(ProcessStartInfo start)
    {
        (string Name, string Value)[] variables =
        [
            ("HANDLER", "classify"),
            ("MODELS_DIR", Path.Combine(root, "models")),
            ("MODEL", "clothing"),
            ("BUCKET", "images"),
            ("DATA_BUCKET", "data"),
            ("TABLE_NAME", "predictions"),
            ("QUEUE_URL", "http://127.0.0.1:1/work"),
            ("CLASSIFIER_TIMEOUT", "60"),
            ("AWS_ACCESS_KEY_ID", "local"),
            ("AWS_SECRET_ACCESS_KEY", "local"),
            ("AWS_REGION", "us-east-1"),
        ];
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    public ProcessStartInfo NodeServer() => new("node", [Path.Combine(Peers, "server.js"), Model]);

    public ProcessStartInfo PythonServer() => new("/usr/bin/python3", [Path.Combine(Peers, "server.py"), Model]);

    public ProcessStartInfo ProductServer()
    {
        var start = NativeFunction("Classifier");
        start.Environment["HANDLER"] = "serve";
        start.Environment.Remove("BUCKET");
        return start;
    }

    private static ProcessStartInfo ProductOf(string model) => new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Benchmarks.dll"), "worker", model]);

    /// <returns>What it wrote.</returns>
    public static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed. {output}{errors.Result}");
    }

    private static void RequirePillow()
    {
        try
        {
            Run("/usr/bin/python3", "-c", "import PIL, numpy");
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            throw new MissingToolException(
                "The benchmark needs Pillow and numpy for /usr/bin/python3: sudo apt-get install python3-pil python3-numpy", exception);
        }
    }

    private void Publish(string project, string name, params string[] properties) => Run(
        "dotnet",
        ["publish", project, "-c", "Release", "-r", "linux-x64", "-p:AllowStandIns=true",
            .. properties, "-o", Path.Combine(_artifacts, name), "--nologo", "-v", "q"]);
}
