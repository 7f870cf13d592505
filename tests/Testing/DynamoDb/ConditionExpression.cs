using System.Collections.Concurrent;
using System.Globalization;

namespace ImageClassification.Testing;

/// <summary>
/// DynamoDB's conditions and filters, as far as shared/ uses them: OR, AND, NOT, parentheses, comparisons, BETWEEN and functions.
/// Each expression is parsed once. <see href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html"/>
/// </summary>
internal static class ConditionExpression
{
    private static readonly ConcurrentDictionary<string, Predicate<Scope>> Parsed = [];

    public static bool Holds(string? expression, Scope scope) => expression is null || Parsed.GetOrAdd(expression, Parse)(scope);

    private static Predicate<Scope> Parse(string expression)
    {
        var tokens = new Tokens(expression);
        var condition = Or(tokens);
        return tokens.Any ? throw new NotSupportedException($"Not understood at {tokens.Take()}: {expression}") : condition;
    }

    private static Predicate<Scope> Or(Tokens tokens)
    {
        var left = And(tokens);
        while (tokens.Takes("OR"))
        {
            var (before, right) = (left, And(tokens));
            left = scope => before(scope) || right(scope);
        }

        return left;
    }

    private static Predicate<Scope> And(Tokens tokens)
    {
        var left = Not(tokens);
        while (tokens.Takes("AND"))
        {
            var (before, right) = (left, Not(tokens));
            left = scope => before(scope) && right(scope);
        }

        return left;
    }

    private static Predicate<Scope> Not(Tokens tokens)
    {
        if (tokens.Takes("NOT"))
        {
            var inner = Not(tokens);
            return scope => !inner(scope);
        }

        if (!tokens.Takes("("))
        {
            return Term(tokens);
        }

        var nested = tokens.IsNext("(") ? tokens.Ends() : -1;
        var grouped = Or(tokens);
        if (tokens.Position == nested)
        {
            throw new NotSupportedException("The expression has redundant parentheses.");
        }

        tokens.Expect(")");
        return grouped;
    }

    private static Predicate<Scope> Term(Tokens tokens)
    {
        var first = tokens.Take();
        if (tokens.Takes("("))
        {
            return Function(first, tokens);
        }

        var left = first;
        switch (tokens.Take().ToUpperInvariant())
        {
            case "BETWEEN":
                var low = tokens.Take();
                tokens.Expect("AND");
                var high = tokens.Take();
                return scope => Compare(scope, left, low) >= 0 && Compare(scope, left, high) <= 0;
            case "=" when tokens.Take() is var right:
                return scope => Compare(scope, left, right) == 0;
            case "<>" when tokens.Take() is var right:
                return scope => Compare(scope, left, right) != 0; // also where there is none
            case "<" when tokens.Take() is var right:
                return scope => Compare(scope, left, right) < 0;
            case "<=" when tokens.Take() is var right:
                return scope => Compare(scope, left, right) <= 0;
            case ">" when tokens.Take() is var right:
                return scope => Compare(scope, left, right) > 0;
            case ">=" when tokens.Take() is var right:
                return scope => Compare(scope, left, right) >= 0;
            case var unknown:
                throw new NotSupportedException($"The operator {unknown} is not known here.");
        }
    }

    private static Predicate<Scope> Function(string name, Tokens tokens)
    {
        var path = tokens.Take();
        var argument = tokens.Takes(",") ? tokens.Take() : "";
        tokens.Expect(")");
        return name switch
        {
            "attribute_exists" => scope => scope.Find(path) is not null,
            "attribute_not_exists" => scope => scope.Find(path) is null,
            "begins_with" => scope => scope.Find(path)?.S.StartsWith(scope.Find(argument)!.S, StringComparison.Ordinal) == true,
            _ => throw new NotSupportedException($"The function {name} is not known here."),
        };
    }

    /// <returns>Null where one is missing, or they are of different types: then no comparison holds but that they differ.</returns>
    private static int? Compare(Scope scope, string left, string right) => (scope.Find(left), scope.Find(right)) switch
    {
        ({ S: { } one }, { S: { } other }) => string.CompareOrdinal(one, other),
        ({ N: { } one }, { N: { } other }) => Number(one).CompareTo(Number(other)),
        _ => null,
    };

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
