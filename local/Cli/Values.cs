using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ImageClassification.Contracts;

namespace ImageClassification.Cli;

/// <summary>The valid values of options and arguments. The help shows them, and a wrong value is rejected before anything is done.</summary>
internal static class Values
{
    /// <param name="fault">What is wrong with a value, to follow the option's name; null where nothing is.</param>
    /// <param name="kind">The value's placeholder in the help.</param>
    public static T Must<T>(this T symbol, string kind, Func<string, string?> fault)
        where T : Symbol
    {
        if (symbol is Option option)
        {
            option.HelpName = kind;
            option.Validators.Add(result => Check(result, option.Name));
        }
        else if (symbol is Argument argument)
        {
            argument.Validators.Add(result => Check(result, argument.Name));
        }

        return symbol;

        void Check(SymbolResult result, string name)
        {
            foreach (var each in result.Tokens.Select(token => fault(token.Value)).OfType<string>())
            {
                result.AddError($"{name} {each}");
            }
        }
    }

    /// <summary>A number in a range, both ends included.</summary>
    public static Option<T> Number<T>(string name, string description, double low, double high = double.MaxValue)
    {
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        return new Option<T>(name)
        {
            Description = description,
            HelpName = Range(low, high),
            CustomParser = result =>
            {
                if (FaultOf(result.Tokens[0].Value, type == typeof(double), low, high) is { } fault)
                {
                    result.AddError($"{name} {fault}");
                    return default;
                }

                return (T)Convert.ChangeType(double.Parse(result.Tokens[0].Value, CultureInfo.InvariantCulture), type, CultureInfo.InvariantCulture);
            },
        };
    }

    /// <summary>From 0 to 1, as text.</summary>
    public static Option<string?> Share(string name, string description) =>
        new Option<string?>(name) { Description = description }.Must(Range(0, 1), text => FaultOf(text, fractions: true, 0, 1));

    public static T MustBeFile<T>(this T symbol)
        where T : Symbol => symbol.Must("file", path => File.Exists(path) ? null : $"must be a file: there is no file '{path}'.");

    public static T MustBeFolder<T>(this T symbol)
        where T : Symbol => symbol.Must("folder", path => Directory.Exists(path) ? null : $"must be a folder: there is no folder '{path}'.");

    public static T MustExist<T>(this T symbol)
        where T : Symbol => symbol.Must("path", path => Path.Exists(path) ? null : $"must be a file or folder: there is no '{path}'.");

    /// <summary>A file that can be written; one that is there is replaced.</summary>
    public static T MustBeNewFile<T>(this T symbol)
        where T : Symbol => symbol.Must("file", path =>
            path.Length == 0 || Directory.Exists(path) || Path.EndsInDirectorySeparator(path) ? $"must be a file: '{path}' is a folder."
            : Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder)
                ? $"must be in a folder that exists: there is no folder '{folder}'."
            : null);

    /// <summary>A folder, which is made where it is missing.</summary>
    public static T MustBeAnyFolder<T>(this T symbol)
        where T : Symbol => symbol.Must("folder", path =>
        {
            var nearest = path;
            while (nearest is { Length: > 0 } && !Path.Exists(nearest))
            {
                nearest = Path.GetDirectoryName(Path.GetFullPath(nearest));
            }

            return nearest is { Length: > 0 } && Directory.Exists(nearest) ? null : $"must be a folder: '{nearest}' is not.";
        });

    public static T MustBeModelVersion<T>(this T symbol)
        where T : Symbol => symbol.Must("name@version", text => ModelVersion.From(text) is null ? $"must be name@version, not '{text}'." : null);

    public static T MustBeBatch<T>(this T symbol)
        where T : Symbol => symbol.Must("batch", text =>
            BatchName.From(text) is null ? $"must be a batch's name: 1 to {BatchName.MaxBytes:N0} bytes without a slash, not '{text}'." : null);

    /// <summary>Case does not count: the option's value is one of the values as they are written here.</summary>
    public static Option<string?> MustBeOneOf(this Option<string?> option, params string[] values)
    {
        option.CustomParser = result =>
            Array.Find(values, value => value.Equals(result.Tokens[0].Value, StringComparison.OrdinalIgnoreCase)) ?? result.Tokens[0].Value;
        return option.Must(string.Join('|', values), text =>
            values.Contains(text, StringComparer.OrdinalIgnoreCase) ? null : $"must be {string.Join(", ", values.SkipLast(1))} or {values[^1]}, not '{text}'.");
    }

    /// <summary>One of so many that the help names their kind alone.</summary>
    public static Option<string?> MustBeErrorCode(this Option<string?> option)
    {
        _ = option.MustBeOneOf([.. ErrorCode.All]);
        option.HelpName = "error-code";
        return option;
    }

    private static string? FaultOf(string text, bool fractions, double low, double high) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high
            && (fractions || double.IsInteger(number)) ? null
        : $"must be a {(fractions ? "" : "whole ")}number {(high == double.MaxValue ? $"of at least {low}" : $"from {low} to {high}")}, not '{text}'.";

    private static string Range(double low, double high) => high == double.MaxValue ? $"{low}.." : $"{low}..{high}";
}
