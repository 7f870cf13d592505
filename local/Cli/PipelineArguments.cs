using System.CommandLine;
using ImageClassification.Cli.Model;
using ImageClassification.Contracts;
using ImageClassification.Runner;
using ImageClassification.Runner.Functions;

namespace ImageClassification.Cli;

/// <summary>The options that every verb which starts functions takes.</summary>
internal sealed class PipelineArguments
{
    private readonly Option<string[]> _overrides = new Option<string[]>("--parameter-overrides")
    {
        Description = "Values of the template's parameters, such as Model=mine or BatchSize=1. The variable MODEL names the model, too.",
        AllowMultipleArgumentsPerToken = true,
    }.Must("Name=value", text => text.Contains('=', StringComparison.Ordinal) ? null : $"must be Name=value, not '{text}'.");

    private readonly Option<bool> _native = new("--native")
    {
        Description = "Run the functions as the native programs that are deployed. Compiles what has changed, which takes minutes.",
    };

    private readonly Option<bool> _verbose = new("--verbose") { Description = "Also write the functions' logs to the console." };

    public void AddTo(Command command)
    {
        command.Options.Add(_overrides);
        command.Options.Add(_native);
        command.Options.Add(_verbose);
    }

    /// <summary>Starts it, and says so: it takes seconds.</summary>
    public static async Task<Pipeline> StartAsync(PipelineOptions options, CancellationToken cancellationToken)
    {
        await MakeNativeAsync(options, cancellationToken);
        var pipeline = await Screen.WhileAsync("Starting the pipeline …", () => Pipeline.StartAsync(options, cancellationToken));
        ImagePrefix.Use(pipeline.ImagePrefix); // verbs name keys, too
        return pipeline;
    }

    /// <summary>Compiles the functions that have changed, where native ones are wanted.</summary>
    public static Task MakeNativeAsync(PipelineOptions options, CancellationToken cancellationToken) =>
        options.Native ? NativeBuild.MakeAsync(options.Root, Screen.Say, cancellationToken) : Task.CompletedTask;

    public bool Verbose(ParseResult parsed) => parsed.GetValue(_verbose);

    /// <param name="parsed">The command line.</param>
    /// <param name="log">See <see cref="PipelineOptions.Log"/>.</param>
    /// <param name="functions">See <see cref="PipelineOptions.Functions"/>.</param>
    /// <exception cref="UsageException">The template takes no such parameter, value or function.</exception>
    public PipelineOptions Read(ParseResult parsed, Action<string, string> log, params IReadOnlyList<string> functions)
    {
        var options = new PipelineOptions
        {
            Root = PipelineOptions.FindRoot(),
            Log = log,
            Functions = functions,
            ParameterOverrides = OfEnvironment().Concat((parsed.GetValue(_overrides) ?? []).Select(Pair))
                .GroupBy(pair => pair.Name).ToDictionary(pairs => pairs.Key, pairs => pairs.Last().Value),
        };
        Pipeline.Check(options);
        if (options.ParameterOverrides.TryGetValue("Model", out var model) && ModelsFolder.NamesIn(Path.Combine(options.Root, "models")).ToList() is var models && !models.Contains(model))
        {
            throw new UsageException($"There is no model {model}, only {string.Join(", ", models)}. Set it with MODEL or --parameter-overrides Model=.");
        }

        return options with { Native = options.Native || parsed.GetValue(_native) };
    }

    /// <summary>MODEL=birds ./dev up: the parameter that has the variable's name in the functions.</summary>
    private static IEnumerable<(string Name, string Value)> OfEnvironment() =>
        Environment.GetEnvironmentVariable("MODEL") is { Length: > 0 } model
            ? [("Model", ModelsFolder.FaultOfName(model) is { } fault ? throw new UsageException($"MODEL {fault}") : model)]
            : [];

    /// <summary>Without the quotation marks that sam needs around an empty value.</summary>
    private static (string Name, string Value) Pair(string text) => text.Split('=', 2) is [var name, var value]
        ? (name, value is ['"', .. var quoted, '"'] ? quoted : value) : (text, "");
}
