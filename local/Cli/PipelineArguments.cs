using System.CommandLine;
using ImageClassification.Cli.Model;
using ImageClassification.Contracts;
using ImageClassification.Runner;

namespace ImageClassification.Cli;

/// <summary>The options that every verb which starts functions takes.</summary>
internal sealed class PipelineArguments
{
    private readonly Option<string[]> _overrides = new("--parameter-overrides")
    {
        Description = "Values of the template's parameters, such as BatchSize=1.",
        HelpName = "Name=value",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<bool> _verbose = new("--verbose") { Description = "Also write the functions' logs to the console." };

    public void AddTo(Command command)
    {
        command.Options.Add(_overrides);
        command.Options.Add(_verbose);
    }

    /// <summary>Starts it, and says so: it takes seconds.</summary>
    public static async Task<Pipeline> StartAsync(PipelineOptions options, CancellationToken cancellationToken)
    {
        var pipeline = await Screen.WhileAsync("Starting the pipeline …", () => Pipeline.StartAsync(options, cancellationToken));
        ImagePrefix.Use(pipeline.ImagePrefix); // verbs name keys, too
        return pipeline;
    }

    public bool Verbose(ParseResult parsed) => parsed.GetValue(_verbose);

    public PipelineOptions Read(ParseResult parsed, Action<string, string> log) => new()
    {
        Root = PipelineOptions.FindRoot(),
        Log = log,
        ParameterOverrides = OfEnvironment().Concat((parsed.GetValue(_overrides) ?? []).Select(Pair)).GroupBy(pair => pair.Name).ToDictionary(pairs => pairs.Key, pairs => pairs.Last().Value),
    };

    /// <summary>MODEL=birds ./dev up: the parameter that has the variable's name in the functions.</summary>
    private static IEnumerable<(string Name, string Value)> OfEnvironment() =>
        Environment.GetEnvironmentVariable("MODEL") is { Length: > 0 } model ? [("Model", ModelsFolder.NameOf(model))] : [];

    private static (string Name, string Value) Pair(string text) => text.Split('=', 2) is [var name, var value]
        ? (name, value)
        : throw new LocalException($"Not a parameter: {text}. Write Name=value.");
}
