using System.CommandLine;
using System.CommandLine.Parsing;

namespace ImageClassification.Cli;

/// <summary>Describes in one line what is wrong with a command line.</summary>
internal static class Usage
{
    public static string Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = PathOf(parsed.CommandResult);
        var stray = parsed.UnmatchedTokens is [var first, ..] ? first : null;
        if (command.Subcommands.Count > 0)
        {
            var verbs = command.Subcommands.Select(verb => verb.Name).ToList();
            return stray is null ? $"{path} needs a verb: {string.Join(", ", verbs)}."
                : $"{path} has no '{stray}'. Did you mean {path} {Nearest(stray, verbs)}? {path} --help lists all.";
        }

        if (stray?.StartsWith("--", StringComparison.Ordinal) is true)
        {
            var options = command.Options.Where(option => !option.Hidden).Select(option => option.Name);
            return $"{path} has no option {stray}. Did you mean {Nearest(stray, options)}? {path} --help lists all.";
        }

        var error = stray is null ? parsed.Errors[0] : parsed.Errors.First(error => error.Message.Contains(stray, StringComparison.Ordinal));
        return error.SymbolResult switch
        {
            OptionResult { Option: var option, IdentifierToken: null } => $"{option.Name} is required: {option.Description}",
            OptionResult { Option: var option, Tokens: [] } => $"{option.Name} needs a value: {option.HelpName}.",
            _ => $"{error.Message.Trim()}{(error.SymbolResult is CommandResult ? $" {path} --help says more." : "")}",
        };
    }

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "./dev";

    /// <summary>The candidate with the same beginning, else the one with the fewest edits.</summary>
    private static string Nearest(string word, IEnumerable<string> words) =>
        words.OrderBy(candidate => candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? 0 : Edits(word, candidate)).First();

    /// <summary>Letters to insert, remove or replace: Levenshtein's distance.</summary>
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        foreach (var (line, letter) in from.Index())
        {
            var diagonal = row[0];
            row[0] = line + 1;
            foreach (var (column, other) in to.Index())
            {
                (diagonal, row[column + 1]) = (row[column + 1], Math.Min(diagonal + (letter == other ? 0 : 1), Math.Min(row[column], row[column + 1]) + 1));
            }
        }

        return row[^1];
    }
}
