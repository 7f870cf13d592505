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
            if (stray is null)
            {
                return $"{path} needs a verb: {string.Join(", ", command.Subcommands.Select(verb => verb.Name))}.";
            }

            // ./dev check is ./dev model check.
            var verbs = command.Subcommands.SelectMany(verb => verb.Subcommands.Select(below => $"{verb.Name} {below.Name}").Prepend(verb.Name));
            var nearest = Spelling.Nearest(stray, verbs.Select(verb => verb.Split(' ')[^1]));
            return $"{path} has no '{stray}'. Did you mean {path} {verbs.First(verb => verb.Split(' ')[^1] == nearest)}? {path} --help lists all.";
        }

        // A mistyped option is parsed as an argument where one is still missing; what follows it is then unmatched.
        var values = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value);
        if (values.Concat(parsed.UnmatchedTokens).FirstOrDefault(value => value.StartsWith("--", StringComparison.Ordinal)) is { } mistyped)
        {
            var options = command.Options.Where(option => !option.Hidden).Select(option => option.Name);
            var meant = Spelling.Close(mistyped, options) is { } close ? $"Did you mean {close}? " : "";
            return $"{path} has no option {mistyped}. {meant}{path} --help lists all.";
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
