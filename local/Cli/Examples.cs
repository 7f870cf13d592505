using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ImageClassification.Cli;

internal static class Examples
{
    /// <summary>Adds examples and exit codes to the end of the command's --help.</summary>
    public static void AddExamples(this Command command, params string[] examples) =>
        (command.Options.OfType<HelpOption>().SingleOrDefault() ?? Added(command)).Action = new HelpWithExamples(examples);

    /// <summary>Only the root has one from the start.</summary>
    private static HelpOption Added(Command command)
    {
        var help = new HelpOption();
        command.Options.Add(help);
        return help;
    }

    private sealed class HelpWithExamples(string[] examples) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var status = new HelpAction().Invoke(parseResult);
            Console.WriteLine($"""
                Examples:
                  {string.Join("\n  ", examples)}

                Exit codes:
                  {ExitCode.Done} done, {ExitCode.Failed} failed, {ExitCode.Usage} wrong arguments, {ExitCode.Uncertain} done but uncertain, {ExitCode.Interrupted} interrupted

                """);
            return status;
        }
    }
}
