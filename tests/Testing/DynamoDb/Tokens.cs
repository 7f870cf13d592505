using System.Text.RegularExpressions;

namespace ImageClassification.Testing;

/// <summary>The words and signs of an expression, read from left to right.</summary>
internal sealed partial class Tokens(string expression)
{
    private readonly string[] _tokens = [.. Token().Matches(expression).Select(match => match.Value)];
    private int _next;

    public bool Any => _next < _tokens.Length;

    /// <summary>How many were taken.</summary>
    public int Position => _next;

    public bool IsNext(string token) => Any && _tokens[_next] == token;

    /// <returns>The position behind the parenthesis that closes the one that is next.</returns>
    public int Ends()
    {
        var (end, depth) = (_next, 0);
        do
        {
            depth += _tokens[end] switch { "(" => 1, ")" => -1, _ => 0 };
            end++;
        }
        while (depth > 0);

        return end;
    }

    public string Take() => Any ? _tokens[_next++] : throw new NotSupportedException($"The expression ends too soon: {expression}");

    /// <summary>Takes the token if it is the next.</summary>
    public bool Takes(string token)
    {
        var isNext = Any && _tokens[_next].Equals(token, StringComparison.OrdinalIgnoreCase);
        _next += isNext ? 1 : 0;
        return isNext;
    }

    public void Expect(string token)
    {
        if (!Takes(token))
        {
            throw new NotSupportedException($"Not understood at {token}: {expression}");
        }
    }

    [GeneratedRegex(@"<>|<=|>=|[=<>(),+]|[#:]?[\w.]+")]
    private static partial Regex Token();
}
