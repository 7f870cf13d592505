using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace ImageClassification.Cli;

/// <summary>
/// Where and how verbs write, decided here alone: results to standard output (<see cref="AnsiConsole"/>), progress to standard
/// error; colour and moving lines only on a terminal. NO_COLOR is Spectre's to honour.
/// </summary>
internal static class Screen
{
    private const int WidthOfFiles = 160;

    /// <summary>Standard error, which a pipe or a file of the result does not get.</summary>
    public static IAnsiConsole Progress { get; } =
        Adapted(AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) }), Console.IsErrorRedirected);

    /// <summary>Before the first line.</summary>
    public static void Adapt() => Adapted(AnsiConsole.Console, Console.IsOutputRedirected);

    /// <summary>The option --json, which every verb has.</summary>
    public static Option<bool> JsonOption() =>
        new("--json") { Description = "Write the result as JSON to standard output, and nothing else there." };

    /// <summary>The result as JSON, or as <paramref name="writeText"/> does.</summary>
    public static void Write<T>(bool json, T result, JsonTypeInfo<T> type, Action writeText)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(result, type));
        }
        else
        {
            writeText();
        }
    }

    /// <summary>Ten at most, apart by semicolons: labels contain commas.</summary>
    public static string FirstOf(IReadOnlyList<string> labels) => string.Join("; ", [.. labels.Take(10), .. labels.Count > 10 ? ["…"] : Array.Empty<string>()]);

    /// <summary>Such as 1 image, 2 images.</summary>
    public static string Count(int count, string noun) => $"{count:N0} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>A line of progress.</summary>
    public static void Say(string line) => Progress.MarkupLineInterpolated($"{line}");

    /// <summary>Shows a message while something takes time.</summary>
    public static Task<T> WhileAsync<T>(string what, Func<Task<T>> work) => Progress.Status().StartAsync(Markup.Escape(what), _ => work());

    /// <summary>Each item's result, in their order, with a bar of progress.</summary>
    public static List<TResult> Each<T, TResult>(string what, IReadOnlyList<T> items, Func<T, TResult> work, CancellationToken cancellationToken) =>
        Progress.Progress().Start(progress =>
        {
            var task = progress.AddTask(what, maxValue: items.Count);
            return items.Select(item =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                var result = work(item);
                task.Increment(1);
                return result;
            }).ToList();
        });

    private static IAnsiConsole Adapted(IAnsiConsole console, bool isRedirected)
    {
        if (isRedirected)
        {
            console.Profile.Width = WidthOfFiles;
            console.Profile.Capabilities.Ansi = false;
            console.Profile.Capabilities.Interactive = false;
        }

        return console;
    }
}
