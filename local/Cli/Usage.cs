using System.CommandLine;
using System.CommandLine.Parsing;
using ImageClassification.Models;

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
                : $"{path} has no '{stray}'. Did you mean {path} {Spelling.Nearest(stray, verbs)}? {path} --help lists all.";
        }

        // A mistyped option is parsed as an argument where one is still missing; what follows it is then unmatched.
        var values = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value);
        if (values.Concat(parsed.UnmatchedTokens).FirstOrDefault(value => value.StartsWith("--", StringComparison.Ordinal)) is { } mistyped)
        {
            var options = command.Options.Where(option => !option.Hidden).Select(option => option.Name);
            return $"{path} has no option {mistyped}. Did you mean {Spelling.Nearest(mistyped, options)}? {path} --help lists all.";
        }

        var error = stray is null ? parsed.Errors[0] : parsed.Errors.First(error => error.Message.Contains(stray, StringComparison.Ordinal));
        return error.SymbolResult switch
        {
            OptionResult { Option: var option, IdentifierToken: null } => $"{option.Name} is required: {option.Description}",
            ArgumentResult { Argument: var argument, Tokens: [] } => $"{path} needs <{argument.Name}>: {argument.Description} {path} --help says more.",
            OptionResult { Option: var option, Tokens: [] } => $"{option.Name} needs a value: {option.HelpName}.",
            _ => $"{error.Message.Trim()}{(error.SymbolResult is CommandResult ? $" {path} --help says more." : "")}",
        };
    }

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "./dev";
}
