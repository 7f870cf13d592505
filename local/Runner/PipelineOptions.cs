using ImageClassification.Runner.Faults;

namespace ImageClassification.Runner;

/// <summary>How the pipeline runs on one machine.</summary>
public sealed record PipelineOptions
{
    /// <summary>1 to start native programs: <c>./dev test --native</c> sets it for the tests, and they pass it to the verbs that they start.</summary>
    public const string NativeVariable = "NATIVE";

    /// <summary>The folder of template.yaml.</summary>
    public required string Root { get; init; }

    /// <summary>Receives the logs of functions and services: the writer's name, and a line.</summary>
    public required Action<string, string> Log { get; init; }

    /// <summary>The functions to start. All where empty.</summary>
    public IReadOnlyList<string> Functions { get; init; } = [];

    /// <summary>Whether the functions are started as <see cref="Runner.Functions.NativeBuild"/> has made them, instead of by dotnet.</summary>
    public bool Native { get; init; } = Environment.GetEnvironmentVariable(NativeVariable) == "1";

    /// <summary>Values of the template's parameters, before samconfig.toml's for the environment <c>local</c>.</summary>
    public IReadOnlyDictionary<string, string> ParameterOverrides { get; init; } = new Dictionary<string, string>();

    /// <summary>The faults between the functions and the services; null for none.</summary>
    public FaultPlan? Faults { get; init; }

    /// <summary>Where the services keep their data. In memory where null.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The ports that are taken where they are free, else any. 0 for any.</summary>
    public int ApiPort { get; init; }

    /// <inheritdoc cref="ApiPort"/>
    public int AwsPort { get; init; }

    /// <inheritdoc cref="ApiPort"/>
    public int DynamoDbPort { get; init; }

    /// <summary>Finds the folder of template.yaml above the running program.</summary>
    public static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "template.yaml")))
        {
            folder = folder.Parent ?? throw new LocalException("There is no template.yaml above the program: run it from a clone of the repository.");
        }

        return folder.FullName;
    }
}
