namespace ImageClassification.Models;

/// <summary>Suggests the known name nearest to a mistyped one.</summary>
public static class Spelling
{
    /// <summary>The candidate with the same beginning, else the one with the fewest edits.</summary>
    public static string Nearest(string word, IEnumerable<string> words) =>
        words.OrderBy(candidate => Distance(word, candidate)).First();

    /// <summary>The nearest, if it has the same beginning or most of its letters; else null.</summary>
    public static string? Close(string word, IEnumerable<string> words) =>
        Nearest(word, words) is var nearest && Distance(word, nearest) * 3 <= word.Length ? nearest : null;

    private static int Distance(string word, string candidate) =>
        candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? 0 : Edits(word.ToLowerInvariant(), candidate.ToLowerInvariant());

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
