using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ImageClassification.Cli;

internal static class Examples
{
    /// <summary>Lets the command's --help end with examples.</summary>
    public static void AddExamples(this Command command, params string[] examples) =>
        command.Options.Add(new HelpOption { Action = new HelpWithExamples(examples) });

    private sealed class HelpWithExamples(string[] examples) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var status = new HelpAction().Invoke(parseResult);
            Console.WriteLine($"Examples:\n  {string.Join("\n  ", examples)}\n");
            return status;
        }
    }
}
